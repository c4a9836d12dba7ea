//! How much came when.

use crate::visit::Visit;
use std::collections::VecDeque;

/// The most visits that any `seconds` on end saw.
pub fn busiest(visits: &[Visit], seconds: u64) -> usize {
    let mut recent = Vec::new();
    let mut most = 0;
    for visit in visits {
        recent.push(visit.time);
        while recent[0] + seconds <= visit.time {
            recent.remove(0);
        }
        most = most.max(recent.len());
    }
    most
}

/// The most bytes that any `visits` answers on end took.
pub fn heaviest(visits: &[Visit], count: usize) -> u64 {
    let mut recent = VecDeque::with_capacity(count + 1);
    let (mut sum, mut most) = (0, 0);
    for visit in visits {
        recent.push_back(u64::from(visit.bytes));
        sum += u64::from(visit.bytes);
        if recent.len() > count {
            sum -= recent.pop_front().unwrap_or(0);
        }
        most = most.max(sum);
    }
    most
}

//! The workload: one day's log, from text to report.
//!
//!     cargo run --release --bin workload [SEED]
//!
//! prints the time taken and a checksum over everything that was found. The same seed gives the same checksum, so a
//! change of behaviour shows.

mod generate;

use generate::Sizes;
use logindex::{audience, index, report, sites::Sites, tally, traffic, visit};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs, io, process};

const SEED: u64 = 20_240_501;
const SIZES: Sizes = Sizes {
    sites: 40,
    clients: 5_000,
    paths: 2_000,
    visits: 400_000,
    rate: 40,
};
const THREADS: usize = 4;
const WINDOW: u64 = 60;

fn main() {
    let seed = env::args()
        .nth(1)
        .map_or(SEED, |word| word.parse().expect("the seed is a number"));
    let folder = env::temp_dir().join(format!("logindex-{}", process::id()));
    fs::create_dir_all(&folder).expect("the folder for reports can be made");
    let (site_list, log) = (generate::site_list(&SIZES), generate::log(seed, &SIZES));
    let started = Instant::now();
    let found = run(&site_list, &log, &folder);
    let elapsed = started.elapsed();
    fs::remove_dir_all(&folder).expect("the folder for reports can be removed");
    eprintln!("{:.2} s", elapsed.as_secs_f64());
    println!("{:016x}", found.expect("reports can be written"));
}

/// Works through the log; returns the checksum.
fn run(site_list: &str, log: &str, folder: &Path) -> io::Result<u64> {
    let sites = Sites::read(site_list);
    let visits = Arc::new(visit::parse_log(log, &sites).expect("the log is well formed"));
    let visitors = audience::visitors(&visits);
    let robots = audience::robots(&visits);
    let positions = index::positions(&visits);
    let postings = index::postings(&visits);
    let sums = tally::tally(&visits, THREADS);
    let (failures, names) = (folder.join("failures.txt"), folder.join("visitors.txt"));
    report::write_failures(&failures, &visits)?;
    report::write_visitors(&names, &visitors)?;
    let found = format!(
        "{} {} {} {} {} {} {:?} {:?} {:?} {:?} {} {:x} {:x}",
        report::summary(&sums),
        audience::page_views(&visits, &robots),
        traffic::busiest(&visits, WINDOW),
        traffic::heaviest(&visits, 1_000),
        postings.iter().filter(|posting| posting.failed).count(),
        visits
            .iter()
            .map(|visit| u64::from(positions[&visit.request]))
            .sum::<u64>(),
        audience::first_pages(&visits),
        audience::failures(&visits)
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        index::large(&visits, 39_990),
        tally::tally_sites(&visits, &[1, 2, 3]),
        visits.first().map(report::file_title).unwrap_or_default(),
        index::checksum(fs::File::open(&failures)?)?,
        index::checksum(fs::File::open(&names)?)?,
    );
    index::checksum(found.as_bytes())
}

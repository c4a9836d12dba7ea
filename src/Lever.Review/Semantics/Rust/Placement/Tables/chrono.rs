// As of 0.4.31.
pub struct NaiveDate { yof: std::num::NonZeroI32 }
pub struct NaiveTime { secs: u32, frac: u32 }
pub struct NaiveDateTime { date: NaiveDate, time: NaiveTime }
pub struct FixedOffset { seconds: i32 }
pub struct Utc;
pub struct DateTime<Tz> { datetime: NaiveDateTime, offset: Tz }
pub struct TimeDelta { secs: i64, nanos: i32 }
pub type Duration = TimeDelta;
pub enum Weekday { Mon, Tue, Wed, Thu, Fri, Sat, Sun }

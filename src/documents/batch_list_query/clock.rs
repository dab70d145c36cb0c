//! What time it is.

use chrono::{DateTime, Utc};

use super::datetime;

/// The time by the clock of the system.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn present() -> Option<DateTime<Utc>> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = i64::try_from(since.ok()?.as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// WebAssembly has no clock: JavaScript passes the time with every call.
#[cfg(target_family = "wasm")]
pub(crate) fn present() -> Option<DateTime<Utc>> {
    None
}

/// A time that a caller names.
pub(crate) fn read_time(text: &str) -> Option<DateTime<Utc>> {
    let spelled = datetime::parse(text).ok()?;
    Some(spelled.time.with_timezone(&Utc))
}

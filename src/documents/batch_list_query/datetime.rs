//! Datetimes as ISO 8601 spells them, and which of the spellings the server takes.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};

/// A datetime that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelled {
    pub(super) time: DateTime<FixedOffset>,
    /// Whether the server takes this spelling.
    pub(super) taken: bool,
}

/// Why a string is not a datetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is something else, or no day or time that there is.
    NoDatetime,
    /// It does not say which zone it means.
    NoZone,
    /// Its offset is a day or more.
    LongOffset,
    /// In UTC it lies after the year 9999.
    TooLate,
}

/// The last year that four digits can say.
const LAST_YEAR: i32 = 9999;

/// Reads a datetime. Like the server it takes one digit for a month, a day, an hour, a minute or a second, a space for
/// `T`, and an end without seconds, and cuts off what is finer than a microsecond. Unlike the server it takes every
/// offset, and letters of either case.
pub(super) fn parse(text: &str) -> Result<Spelled, Fault> {
    let mut rest = Rest(text);
    let (naive, plain) = rest.date_and_time().ok_or(Fault::NoDatetime)?;
    if rest.0.is_empty() {
        return Err(Fault::NoZone);
    }
    let Zone { minutes, taken } = rest.zone().ok_or(Fault::NoDatetime)?;
    if !rest.0.is_empty() {
        return Err(Fault::NoDatetime);
    }
    let offset = FixedOffset::east_opt(minutes * 60).ok_or(Fault::LongOffset)?;
    let time = naive.and_local_timezone(offset).single();
    let time = time.ok_or(Fault::NoDatetime)?;
    if time.with_timezone(&Utc).year() > LAST_YEAR {
        return Err(Fault::TooLate);
    }
    Ok(Spelled {
        time,
        taken: plain && taken,
    })
}

/// How far a zone is from UTC.
struct Zone {
    minutes: i32,
    /// Whether the server takes this spelling.
    taken: bool,
}

/// What is not read yet.
struct Rest<'t>(&'t str);

impl Rest<'_> {
    /// A number of so many digits at least, and so many at most.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.0.bytes().take(most);
        let length = digits.take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(length)?;
        if length < least {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    /// The first character, where it is one of these.
    fn one_of(&mut self, characters: &[char]) -> Option<char> {
        let first = self.0.chars().next()?;
        self.0 = self.0.strip_prefix(characters)?;
        Some(first)
    }

    /// The day and the time, and whether the server takes what stands between them.
    fn date_and_time(&mut self) -> Option<(chrono::NaiveDateTime, bool)> {
        let year = self.number(4, 4)?;
        self.one_of(&['-'])?;
        let month = self.number(1, 2)?;
        self.one_of(&['-'])?;
        let day = self.number(1, 2)?;
        let separator = self.one_of(&['T', ' ', 't'])?;
        let hour = self.number(1, 2)?;
        self.one_of(&[':'])?;
        let minute = self.number(1, 2)?;
        let (mut second, mut microsecond) = (0, 0);
        if self.one_of(&[':']).is_some() {
            second = self.number(1, 2)?;
            if self.one_of(&['.']).is_some() {
                microsecond = self.fraction()?;
            }
        }
        let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        // A minute has no sixtieth second on the server.
        let time = day.and_hms_micro_opt(hour, minute, second, microsecond)?;
        Some((time, separator != 't'))
    }

    /// Up to twelve digits of a second, in microseconds.
    fn fraction(&mut self) -> Option<u32> {
        let before = self.0.len();
        let first = self.number(1, 6)?;
        let digits = before - self.0.len();
        if digits == 6 {
            self.number(0, 6).or(Some(0))?;
        }
        let missing = u32::try_from(6 - digits).ok()?;
        Some(first * 10_u32.pow(missing))
    }

    fn zone(&mut self) -> Option<Zone> {
        if let Some(letter) = self.one_of(&['Z', 'z']) {
            return Some(Zone {
                minutes: 0,
                taken: letter == 'Z',
            });
        }
        let sign = self.one_of(&['+', '-', '−'])?;
        let hours = self.number(2, 2)?;
        let minutes = if self.one_of(&[':']).is_some() {
            self.number(2, 2)?
        } else if self.0.is_empty() {
            0
        } else {
            self.number(2, 2)?
        };
        let minutes = i32::try_from(hours * 60 + minutes).ok()?;
        Some(match sign {
            '+' => Zone {
                minutes,
                taken: true,
            },
            _ => Zone {
                minutes: -minutes,
                taken: false,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, parse};

    /// The datetime in UTC, and whether the server takes its spelling.
    fn read(text: &str) -> Result<(String, bool), Fault> {
        let spelled = parse(text)?;
        let utc = spelled.time.with_timezone(&chrono::Utc);
        let text = utc.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        Ok((text, spelled.taken))
    }

    #[test]
    fn every_spelling_of_the_server_is_taken() {
        for (text, utc) in [
            ("2015-01-01T00:00:00Z", "2015-01-01T00:00:00Z"),
            ("2015-01-01 00:00Z", "2015-01-01T00:00:00Z"),
            ("2015-1-1T0:0:0Z", "2015-01-01T00:00:00Z"),
            ("2015-01-01T01:00:00+01:00", "2015-01-01T00:00:00Z"),
            ("2015-01-01T05:30:00+0530", "2015-01-01T00:00:00Z"),
            ("2015-01-01T12:00+02", "2015-01-01T10:00:00Z"),
            ("2015-01-01T00:00:00.5Z", "2015-01-01T00:00:00.500Z"),
            (
                "2015-01-01T00:00:00.1234567Z",
                "2015-01-01T00:00:00.123456Z",
            ),
            (
                "2015-01-01T00:00:00.123456789012Z",
                "2015-01-01T00:00:00.123456Z",
            ),
            ("2016-02-29T23:59:59+23:59", "2016-02-29T00:00:59Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(read(text), Ok((utc.to_owned(), true)), "{text:?}");
        }
    }

    #[test]
    fn other_spellings_are_read_but_not_taken() {
        for (text, utc) in [
            ("2015-01-01T00:00:00-05:00", "2015-01-01T05:00:00Z"),
            ("2015-01-01T00:00:00-0500", "2015-01-01T05:00:00Z"),
            ("2015-01-01T00:00:00−05", "2015-01-01T05:00:00Z"),
            ("2015-01-01T00:00:00-00:00", "2015-01-01T00:00:00Z"),
            ("2015-01-01T00:00:00z", "2015-01-01T00:00:00Z"),
            ("2015-01-01t00:00:00Z", "2015-01-01T00:00:00Z"),
        ] {
            assert_eq!(read(text), Ok((utc.to_owned(), false)), "{text:?}");
        }
    }

    #[test]
    fn anything_else_is_no_datetime() {
        for text in [
            "",
            "null",
            "2015-01-01",
            "2015-01-01Z",
            "20150101T000000Z",
            "2015-01-01T00Z",
            "2015-01-01T00:00:Z",
            "2015-01-01T00:00:00.Z",
            "2015-01-01T00:00:00,5Z",
            "2015-01-01T00:00:00.1234567890123Z",
            "2015-01-01T00:00:00ZZ",
            "2015-01-01T00:00:00 Z",
            " 2015-01-01T00:00:00Z",
            "2015-01-01T00:00:00Z ",
            "2015-01-01T00:00:00+1:00",
            "2015-01-01T00:00:00+00:00:00",
            "2015-01-01T00:00:00+00:",
            "2015-01-01T23:59:60Z",
            "2015-01-01T24:00:00Z",
            "2015-01-01T00:60:00Z",
            "2015-02-29T00:00:00Z",
            "2015-13-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "+2015-01-01T00:00:00Z",
            "٢٠١٥-01-01T00:00:00Z",
            "2015-01-01T00:00:00Z\n",
        ] {
            assert_eq!(read(text), Err(Fault::NoDatetime), "{text:?}");
        }
        assert_eq!(read("2015-01-01T00:00:00"), Err(Fault::NoZone));
        assert_eq!(read("2015-01-01T00:00:00+24:00"), Err(Fault::LongOffset));
        assert_eq!(read("2015-01-01T00:00:00+23:60"), Err(Fault::LongOffset));
        assert_eq!(read("9999-12-31T23:00:00-01:00"), Err(Fault::TooLate));
    }
}

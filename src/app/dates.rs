//! Unix times as dates, in UTC.

/// Days from year 0 (March) to 1970-01-01, in the calendar where a year begins in March.
const DAYS_TO_1970: u64 = 719_468;
const DAYS_IN_400_YEARS: u64 = 146_097;
/// The first ms of the year 10000.
const END: u64 = 253_402_300_800_000;

/// `2023-11-14 22:13:20.000 UTC`; `None` beyond the year 9999.
pub fn utc(ms: u64) -> Option<String> {
    if ms >= END {
        return None;
    }
    let (days, rest) = (ms / 86_400_000, ms % 86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, milli) = (rest / 1000 % 60, rest % 1000);
    Some(format!(
        "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milli:03} UTC"
    ))
}

/// Year, month and day of a day counted from 1970-01-01. Years are counted from March, so that the leap day comes last.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + DAYS_TO_1970;
    let (cycle, day) = (days / DAYS_IN_400_YEARS, days % DAYS_IN_400_YEARS);
    // Leap days of the 4-, 100- and 400-year rules are taken out before dividing by a common year.
    let year = (day - day / 1460 + day / 36_524 - day / (DAYS_IN_400_YEARS - 1)) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    // Months from March on: five of them always have 153 days.
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (400 * cycle + year + next_year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_dates() {
        let dates = [
            (0, "1970-01-01 00:00:00.000 UTC"),
            (951_782_400_000, "2000-02-29 00:00:00.000 UTC"),
            (1_700_000_000_123, "2023-11-14 22:13:20.123 UTC"),
            (4_107_542_399_999, "2100-02-28 23:59:59.999 UTC"),
            (4_107_542_400_000, "2100-03-01 00:00:00.000 UTC"),
            (END - 1, "9999-12-31 23:59:59.999 UTC"),
        ];
        for (ms, date) in dates {
            assert_eq!(utc(ms).as_deref(), Some(date));
        }
        assert_eq!(utc(u64::MAX), None);
    }
}

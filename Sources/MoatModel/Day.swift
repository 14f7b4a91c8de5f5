/// A calendar day in UTC, as advisories and suppressions write it: `YYYY-MM-DD`.
package struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// nil when the text is not a real day of the proleptic Gregorian calendar in exactly this form.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
      let day = decimal(bytes[8..<10])
    else { return nil }
    guard month >= 1, month <= 12, day >= 1, day <= Day.length(ofMonth: month, year: year) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is `days` after 1970-01-01 (Howard Hinnant's `civil_from_days`).
  package init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days after 1970-01-01; negative before.
  package var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package var description: String {
    "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  package static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// A moment in UTC to the second: Moat's clock, which every command takes as a parameter.
package struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let secondsSinceEpoch: Int

  package init(secondsSinceEpoch: Int) { self.secondsSinceEpoch = secondsSinceEpoch }

  /// RFC 3339 with seconds and `Z` or an offset (`2026-11-21T07:00:00Z`), or a day alone, which is
  /// its midnight. nil for anything else; fractions are accepted and dropped.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)) else {
      return nil
    }
    let midnight = day.daysSinceEpoch * 86_400
    if bytes.count == 10 {
      secondsSinceEpoch = midnight
      return
    }
    guard bytes.count >= 20, [0x54, 0x74, 0x20].contains(bytes[10]), bytes[13] == 0x3A,
      bytes[16] == 0x3A, let hour = decimal(bytes[11..<13]), let minute = decimal(bytes[14..<16]),
      let second = decimal(bytes[17..<19]), hour <= 23, minute <= 59, second <= 60
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(1 + digits.count)
    }
    var offset = 0
    switch rest.first {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard rest.count == 1 else { return nil }
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let zone = Array(rest)
      guard zone.count == 6, zone[3] == 0x3A, let hours = decimal(zone[1..<3]),
        let minutes = decimal(zone[4..<6]), hours <= 23, minutes <= 59
      else { return nil }
      offset = (hours * 60 + minutes) * 60 * (zone[0] == UInt8(ascii: "-") ? -1 : 1)
    default: return nil
    }
    secondsSinceEpoch = midnight + hour * 3600 + minute * 60 + second - offset
  }

  /// The UTC day of this moment.
  package var day: Day {
    let days = secondsSinceEpoch / 86_400
    return Day(daysSinceEpoch: secondsSinceEpoch % 86_400 < 0 ? days - 1 : days)
  }

  /// `2026-11-21T07:00:00Z`.
  package var description: String {
    // Without the day's first second, which the earliest moments have none of.
    let rest = secondsSinceEpoch % 86_400
    let seconds = rest < 0 ? rest + 86_400 : rest
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
    return "\(day)T\(time.joined(separator: ":"))Z"
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}

extension Timestamp {
  private static let secondsPerDay = 86_400

  /// The moment that many days later, or as far as numbers go.
  package func adding(days: Int) -> Timestamp {
    let (seconds, overflow) = days.multipliedReportingOverflow(by: Self.secondsPerDay)
    let (sum, overflow2) = secondsSinceEpoch.addingReportingOverflow(seconds)
    if overflow || overflow2 { return days < 0 ? .distantPast : .distantFuture }
    return Timestamp(secondsSinceEpoch: sum)
  }

  /// Beyond every year that has four digits; far enough from the ends to be computed with.
  private static let distantPast = Timestamp(secondsSinceEpoch: -1 << 40)
  private static let distantFuture = Timestamp(secondsSinceEpoch: 1 << 40)
}

/// Digits only: `Int(_:)` would accept a sign.
private func decimal(_ bytes: ArraySlice<UInt8>) -> Int? {
  var value = 0
  for byte in bytes {
    guard byte >= 0x30, byte <= 0x39 else { return nil }
    value = value * 10 + Int(byte - 0x30)
  }
  return value
}

private func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

package import MoatModel

extension Day {
  /// A day as cargo-vet's date library reads it: also without leading zeros and with white space
  /// around the numbers. It is written back as `YYYY-MM-DD`.
  init?(lenient text: String) {
    if let day = Day(text) {
      self = day
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = Self.digits(parts[0], 4),
      let month = Self.digits(parts[1], 2),
      let day = Self.digits(parts[2], 2)
    else { return nil }
    self.init("\(year)-\(month)-\(day)")
  }

  /// Up to `width` digits, filled up with zeros in front.
  private static func digits(_ text: Substring, _ width: Int) -> String? {
    let bare = Trimming.both(text)
    guard (1...width).contains(bare.utf8.count), bare.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    return String(repeating: "0", count: width - bare.utf8.count) + bare
  }

  /// The same day of the next year, the 28th after the 29th of February: how far ahead a wildcard
  /// audit may reach. The last day of the calendar that Moat knows is its own successor.
  package var twelveMonthsLater: Day {
    let text = description.dropFirst(4)
    let (year, overflow) = self.year.addingReportingOverflow(1)
    guard !overflow, year >= 0 else { return self }
    let digits = "\(year)"
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Day(padded + text) ?? Day("\(padded)-02-28") ?? self
  }
}

/// The grammar of [dates and times](https://toml.io/en/v1.1.0#offset-date-time).
enum TOMLDatetime {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Whether a word is meant as a date or time, valid or not: `1979-…` or `07:…`.
  static func startsLikeOne(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    func isDigits(_ count: Int, then byte: UInt8) -> Bool {
      guard range.count > count, bytes[range.lowerBound + count] == byte else { return false }
      return bytes[range.lowerBound..<range.lowerBound + count].allSatisfy(isDigit)
    }
    return isDigits(4, then: UInt8(ascii: "-")) || isDigits(2, then: UInt8(ascii: ":"))
  }

  /// What is wrong with a word that starts like a date or time; nil if nothing is.
  static func problem(_ bytes: [UInt8], _ range: Range<Int>) -> TOMLError.DatetimeProblem? {
    var reader = Reader(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    return reader.problem()
  }

  private struct Reader {
    let bytes: [UInt8]
    var at: Int
    let end: Int

    mutating func problem() -> TOMLError.DatetimeProblem? {
      let hasDate = at + 2 < end && bytes[at + 2] != UInt8(ascii: ":")
      guard hasDate else { return time() ?? (at == end ? nil : .shape) }
      if let problem = date() { return problem }
      if at == end { return nil }
      guard take([UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")]) else { return .shape }
      if let problem = time() { return problem }
      if at == end { return nil }
      return offset() ?? (at == end ? nil : .shape)
    }

    private mutating func date() -> TOMLError.DatetimeProblem? {
      guard let year = number(digits: 4), take([UInt8(ascii: "-")]),
        let month = number(digits: 2), take([UInt8(ascii: "-")]), let day = number(digits: 2)
      else { return .shape }
      guard (1...12).contains(month) else { return .month }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
      return (1...days).contains(day) ? nil : .day
    }

    /// TOML 1.1 made the seconds optional.
    private mutating func time() -> TOMLError.DatetimeProblem? {
      guard let hour = number(digits: 2), take([UInt8(ascii: ":")]),
        let minute = number(digits: 2)
      else { return .shape }
      if hour > 23 { return .hour }
      if minute > 59 { return .minute }
      guard take([UInt8(ascii: ":")]) else { return nil }
      guard let second = number(digits: 2) else { return .shape }
      if second > 60 { return .second }
      if take([UInt8(ascii: ".")]) {
        guard number(digits: 1) != nil else { return .shape }
        while number(digits: 1) != nil {}
      }
      return nil
    }

    private mutating func offset() -> TOMLError.DatetimeProblem? {
      if take([UInt8(ascii: "Z"), UInt8(ascii: "z")]) { return nil }
      guard take([UInt8(ascii: "+"), UInt8(ascii: "-")]), let hour = number(digits: 2),
        take([UInt8(ascii: ":")]), let minute = number(digits: 2)
      else { return .shape }
      return hour > 23 || minute > 59 ? .offset : nil
    }

    private mutating func take(_ choices: [UInt8]) -> Bool {
      guard at < end, choices.contains(bytes[at]) else { return false }
      at += 1
      return true
    }

    private mutating func number(digits: Int) -> Int? {
      guard end - at >= digits, bytes[at..<at + digits].allSatisfy(isDigit) else { return nil }
      defer { at += digits }
      return bytes[at..<at + digits].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }
  }
}

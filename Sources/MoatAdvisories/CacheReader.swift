import MoatModel

/// Reads values from a place in the cache; every step is checked against the end.
struct CacheReader {
  private let bytes: [UInt8]
  private(set) var offset: Int

  init(_ bytes: [UInt8], at offset: Int) {
    self.bytes = bytes
    self.offset = max(0, offset)
  }

  private func need(_ count: Int) throws(AdvisoryCacheError) {
    guard offset <= bytes.count, count <= bytes.count - offset else {
      throw .malformed(offset: offset)
    }
  }

  mutating func byte() throws(AdvisoryCacheError) -> UInt8 {
    try need(1)
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func number() throws(AdvisoryCacheError) -> Int {
    try need(4)
    defer { offset += 4 }
    return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2]) << 16
      | Int(bytes[offset + 3]) << 24
  }

  mutating func number64() throws(AdvisoryCacheError) -> UInt64 {
    UInt64(try number()) | UInt64(try number()) << 32
  }

  /// A length-prefixed run of bytes.
  mutating func run() throws(AdvisoryCacheError) -> ArraySlice<UInt8> {
    let count = try number()
    try need(count)
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  mutating func string() throws(AdvisoryCacheError) -> String {
    let start = offset
    guard let text = String(validating: try run(), as: UTF8.self) else {
      throw .malformed(offset: start)
    }
    return text
  }

  mutating func strings() throws(AdvisoryCacheError) -> [String] {
    let count = try number()
    // Each takes four bytes or more, so a damaged count cannot reserve much.
    guard count <= (bytes.count - offset) / 4 else { throw .malformed(offset: offset) }
    var result: [String] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(try string()) }
    return result
  }

  mutating func flag() throws(AdvisoryCacheError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw .malformed(offset: offset - 1)
    }
  }

  mutating func optionalString() throws(AdvisoryCacheError) -> String? {
    try flag() ? try string() : nil
  }

  mutating func optionalDay() throws(AdvisoryCacheError) -> Day? {
    guard try flag() else { return nil }
    let start = offset
    let days = Int(Int32(truncatingIfNeeded: try number()))
    let day = Day(daysSinceEpoch: days)
    guard day.year >= 0, day.year <= 9999 else { throw .malformed(offset: start) }
    return day
  }
}

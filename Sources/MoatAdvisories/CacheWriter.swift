import MoatModel

/// Appends values in the form ``CacheReader`` reads.
struct CacheWriter {
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(raw run: [UInt8]) { bytes.append(contentsOf: run) }

  mutating func append(_ number: Int) {
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  mutating func append(run: [UInt8]) {
    append(run.count)
    bytes.append(contentsOf: run)
  }

  mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func append(_ texts: [String]) {
    append(texts.count)
    for text in texts { append(text) }
  }

  mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func append(_ text: String?) {
    append(text != nil)
    if let text { append(text) }
  }

  mutating func append(_ day: Day?) {
    append(day != nil)
    if let day { append(day.daysSinceEpoch) }
  }

  /// Overwrites a number written before.
  mutating func set(_ number: Int, at offset: Int) {
    for (index, shift) in [0, 8, 16, 24].enumerated() {
      bytes[offset + index] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }
}

import MoatTestSupport
import Testing

/// Inputs for a compressor, made the same way everywhere.
struct DeflateSample: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]

  var testDescription: String { name }

  static let all: [DeflateSample] = [
    DeflateSample(name: "nothing", bytes: []),
    DeflateSample(name: "one byte", bytes: [0x61]),
    DeflateSample(name: "zeros", bytes: [UInt8](repeating: 0, count: 70_000)),
    DeflateSample(name: "noise", bytes: noise(70_000, 256, seed: 1)),
    DeflateSample(name: "two values", bytes: noise(20_000, 2, seed: 2)),
    DeflateSample(name: "skewed values", bytes: skewed(60_000, seed: 3)),
    DeflateSample(name: "words", bytes: words(120_000, seed: 4)),
    // The farthest match that is taken, and one byte farther.
    DeflateSample(name: "far", bytes: far(32_506, seed: 5)),
    DeflateSample(name: "too far", bytes: far(32_507, seed: 6)),
    // Three bytes again, just near enough for zlib and just too far.
    DeflateSample(name: "three bytes near", bytes: threeAgain(4096, seed: 7)),
    DeflateSample(name: "three bytes far", bytes: threeAgain(4097, seed: 8)),
  ]

  static func noise(_ count: Int, _ values: UInt64, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8(generator.next() % values) }
  }

  /// Small values far more often than large ones, so that codes grow long.
  static func skewed(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8(generator.next().trailingZeroBitCount) }
  }

  /// Something like text.
  static func words(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < count {
      let number = generator.next() % 997
      bytes += Array("word\(number * number) ".utf8)
    }
    return Array(bytes.prefix(count))
  }

  /// The same 200 bytes three times, so far apart.
  private static func far(_ distance: Int, seed: UInt64) -> [UInt8] {
    let pattern = noise(200, 256, seed: seed)
    let between = noise(distance - 200, 256, seed: seed + 100)
    return pattern + between + pattern + between + pattern
  }

  private static func threeAgain(_ distance: Int, seed: UInt64) -> [UInt8] {
    let between = noise(distance - 3, 256, seed: seed)
    return Array("abc".utf8) + between + Array("abc".utf8) + noise(300, 256, seed: seed + 100)
  }
}

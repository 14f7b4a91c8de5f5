import CZlib
import MoatModel
import MoatTestSupport
import Testing

@testable import MoatArchive

@Suite(.computes) struct `Deflate, byte for byte` {
  /// What zlib 1.2.13 and zlib-ng 2.3.3 write at level 9 with a 32 KiB window and memory level 8; zlib-ng
  /// is what zlib-rs follows. By their Python modules `zlib` and `zlib_ng`.
  private static let recorded: [(name: String, DeflateFlavour, count: Int, digest: String)] = [
    ("nothing", .zlib, 2, "9b4fb24edd6d1d8830e272398263cdbf026b97392cc35387b991dc0248a628f9"),
    ("nothing", .zlibRS, 2, "9b4fb24edd6d1d8830e272398263cdbf026b97392cc35387b991dc0248a628f9"),
    ("one byte", .zlib, 3, "59fced9a2ff83dabdd7055cf3abd6c12b802e6397b6fba5b8251cdf95d2bc991"),
    ("one byte", .zlibRS, 3, "59fced9a2ff83dabdd7055cf3abd6c12b802e6397b6fba5b8251cdf95d2bc991"),
    ("zeros", .zlib, 85, "5de73a93ed1d02e62a25d5f5bb9927bb9563ea9c2ba2dc32d78e45a323bc7b38"),
    ("zeros", .zlibRS, 85, "5de73a93ed1d02e62a25d5f5bb9927bb9563ea9c2ba2dc32d78e45a323bc7b38"),
    ("noise", .zlib, 70_025, "5f5ba36f8b6028f29efe9dacdc6d9857ecb8818d3bdc5f05cd951331868994ce"),
    ("noise", .zlibRS, 70_025, "78233406451304482c5819b13e3597e2592ac9af5701c8109b7a510799c057ed"),
    ("two values", .zlib, 3316, "1f9eeec49dcda2266500862eec92edc76bcfd1e88d0953900af0ad0e0938935b"),
    (
      "two values", .zlibRS, 3316,
      "1f9eeec49dcda2266500862eec92edc76bcfd1e88d0953900af0ad0e0938935b"
    ),
    (
      "skewed values", .zlib, 18_947,
      "e6d1a075e114382e500c06ad87f046071056e60e1b30b2879c98dba61c44e8db"
    ),
    (
      "skewed values", .zlibRS, 18_963,
      "33cb690f0296aae9f4ac4727b01226c4a840c808c9edc11503d972670c903f6b"
    ),
    ("words", .zlib, 26_734, "9d95bb4c64661b5fb318973e2480097a44eba9185b210dc5d6954041f12841bf"),
    ("words", .zlibRS, 26_774, "0ad20daa5dd24df1225bdf865118722e0e884cfeccf11abd22a73efad7e1306e"),
    ("far", .zlib, 33_098, "237ea18bba5cd6680f90ba0c3591bb2544345b10a671f1977c550c7463a7a876"),
    ("far", .zlibRS, 33_099, "176a65a0f237aad0569e99a202e8c22cbcd2d6b81b3a76b0a96621fb8f69f136"),
    ("too far", .zlib, 65_234, "624fbd1f57f4988353006cd93011b0da538280b99df277d80b962f484366351e"),
    (
      "too far", .zlibRS, 65_234, "dfaadd47fdcdcf553c336ff9030d3741d21402c20fd9203542dfb5f4ff85f941"
    ),
    (
      "three bytes near", .zlib, 4404,
      "b4f9a417c634baf7b49be633e842edb69af0299c56624dae6fa05836fd5718ac"
    ),
    (
      "three bytes near", .zlibRS, 4404,
      "b4f9a417c634baf7b49be633e842edb69af0299c56624dae6fa05836fd5718ac"
    ),
    (
      "three bytes far", .zlib, 4405,
      "0e6e888f14c0ea1e34557bf1f9afeeeb68f7bb9cb75cb76fee68e22ab57ba136"
    ),
    (
      "three bytes far", .zlibRS, 4405,
      "0e6e888f14c0ea1e34557bf1f9afeeeb68f7bb9cb75cb76fee68e22ab57ba136"
    ),
  ]

  private static func deflated(
    _ bytes: [UInt8], _ flavour: DeflateFlavour, pieces: Int = .max
  ) -> [UInt8] {
    var deflater = Deflater(flavour)
    var output: [UInt8] = []
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = start + min(pieces, bytes.count - start)
        deflater.compress(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) { output += $0 }
        start = end
      }
    }
    deflater.finish { output += $0 }
    return output
  }

  @Test(arguments: DeflateSample.all) func `writes what the originals write`(
    sample: DeflateSample
  ) throws {
    let expected = Self.recorded.filter { $0.name == sample.name }
    #expect(expected.count == DeflateFlavour.allCases.count)
    for (_, flavour, count, digest) in expected {
      let output = Self.deflated(sample.bytes, flavour)
      #expect(output.count == count, "\(flavour)")
      #expect(try SHA256Hasher.digest(of: output).hex == digest, "\(flavour)")
    }
  }

  @Test(arguments: DeflateFlavour.allCases) func `writes the same in pieces of any size`(
    flavour: DeflateFlavour
  ) {
    let bytes =
      DeflateSample.words(70_000, seed: 11) + DeflateSample.noise(20_000, 256, seed: 12)
    let whole = Self.deflated(bytes, flavour)
    for pieces in [1, 262, 512, 8192, 65_536] {
      #expect(Self.deflated(bytes, flavour, pieces: pieces) == whole, "\(pieces)")
    }
  }

  /// Mixtures of noise, text and repetitions, some of them ending where the window does.
  private static func mixture(seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<(1 + generator.next() % 6) {
      let count = Int(generator.next() % 6000)
      switch generator.next() % 5 {
      case 0: bytes += DeflateSample.noise(count, 256, seed: generator.next())
      case 1: bytes += DeflateSample.noise(count, 4, seed: generator.next())
      case 2: bytes += DeflateSample.words(count, seed: generator.next())
      case 3: bytes += [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: count)
      default: bytes += bytes.suffix(count)
      }
    }
    let edges = [0, 1, 2, 3, 4, 258, 259, 32_768, 65_274, 65_275, 65_536]
    let edge = edges[Int(generator.next() % UInt64(edges.count))]
    return generator.next() % 3 == 0 && edge <= bytes.count ? Array(bytes.prefix(edge)) : bytes
  }

  @Test func `unpacks to what went in`() throws {
    for seed in 0..<60 as Range<UInt64> {
      let bytes = Self.mixture(seed: seed)
      for flavour in DeflateFlavour.allCases {
        let output = Self.deflated(bytes, flavour, pieces: 1 + Int(seed) * 100)
        #expect(Self.inflated(output, count: bytes.count) == bytes, "seed \(seed), \(flavour)")
      }
    }
  }

  /// Whether this machine's libz is zlib itself; some systems have zlib-ng under its name.
  private static let isZlibItself: Bool = {
    let version = String(cString: zlibVersion())
    if version.contains("ng") { print("skipped: libz is \(version), not zlib") }
    return !version.contains("ng")
  }()

  @Test(.enabled(if: isZlibItself)) func `writes what zlib on this machine writes`() {
    for seed in 1000..<1100 as Range<UInt64> {
      let bytes = Self.mixture(seed: seed)
      #expect(Self.deflated(bytes, .zlib) == Self.deflatedByZlib(bytes), "seed \(seed)")
    }
  }

  private static func deflatedByZlib(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = CInt(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    return run(&stream, bytes, room: Int(deflateBound(&stream, UInt(bytes.count))), deflate)
  }

  private static func inflated(_ bytes: [UInt8], count: Int) -> [UInt8] {
    var stream = z_stream()
    let size = CInt(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    return run(&stream, bytes, room: count + 1, inflate)
  }

  private static func run(
    _ stream: inout z_stream, _ input: [UInt8], room: Int,
    _ step: (UnsafeMutablePointer<z_stream>, CInt) -> CInt
  ) -> [UInt8] {
    var input = input
    var output = [UInt8](repeating: 0, count: room)
    let left = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(room)
        return step(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.avail_out) : room
      }
    }
    return Array(output.prefix(room - left))
  }
}

import CZlib
import MoatModel
import MoatTestSupport
import Testing

@testable import MoatArchive

@Suite(.computes) struct `Cargo's tar` {
  private static func tar(
    _ files: [PackedFile], root: String = "left-1.0.0", times: PackingGeneration.Times = .in2006
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    CargoTar(root: root, times: times).write(files) { bytes += $0 }
    return bytes
  }

  /// A header's field, as text.
  private static func field(_ range: Range<Int>, _ block: [UInt8]) -> String {
    String(decoding: block[range], as: UTF8.self)
  }

  @Test func `says what a copied file's header says`() {
    let tar = Self.tar([PackedFile(path: "a.sh", bytes: [1, 2, 3], isExecutable: true)])
    #expect(tar.count == 4 * 512)
    #expect(Self.field(0..<16, tar) == "left-1.0.0/a.sh\0")
    #expect(Self.field(100..<124, tar) == "0000755\u{0}0000000\u{0}0000000\u{0}")
    #expect(Self.field(124..<148, tar) == "00000000003\u{0}10461020230\u{0}")
    #expect(Self.field(156..<157, tar) == "0")
    #expect(Self.field(257..<265, tar) == "ustar  \u{0}")
    #expect(Self.field(329..<345, tar) == "0000000\u{0}0000000\u{0}")
    #expect(tar[512..<515].elementsEqual([1, 2, 3]))
    #expect(tar[515...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    (PackingGeneration.Times.in1970, "00000000000\u{0}", "00000000000\u{0}"),
    (.in1973, "00726746425\u{0}", "00000000001\u{0}"),
    (.in2006, "10461020230\u{0}", "00000000001\u{0}"),
    (.allIn2006, "10461020230\u{0}", "10461020230\u{0}"),
  ])
  func `tells generated files from copied ones`(
    times: PackingGeneration.Times, copied: String, generated: String
  ) {
    for path in ["Cargo.toml", "Cargo.lock", ".cargo_vcs_info.json"] {
      let tar = Self.tar([PackedFile(path: path, bytes: [])], times: times)
      #expect(Self.field(136..<148, tar) == generated)
      #expect(tar[108..<124].allSatisfy { $0 == 0 })
      #expect(tar[329..<345].allSatisfy { $0 == 0 })
    }
    for path in ["Cargo.toml.orig", "sub/Cargo.toml", "cargo.lock"] {
      let tar = Self.tar([PackedFile(path: path, bytes: [])], times: times)
      #expect(Self.field(136..<148, tar) == copied)
      #expect(Self.field(108..<116, tar) == "0000000\u{0}")
    }
  }

  /// `root/` takes 11 of the bytes.
  @Test(arguments: [
    (89, 0, 100), (90, 1, 100),
    // The hundredth byte is within a character: the name in the header ends before it.
    (0, 1, 99),
  ])
  func `puts a long name before its entry`(letters: Int, entries: Int, cut: Int) {
    let path =
      letters > 0
      ? String(repeating: "a", count: letters)
      : String(repeating: "a", count: 88) + "é" + String(repeating: "b", count: 9)
    let name = Array("left-1.0.0/\(path)".utf8)
    var tar = Self.tar([PackedFile(path: path, bytes: [])])
    if entries == 1 {
      #expect(Self.field(0..<14, tar) == "././@LongLink\u{0}")
      #expect(Self.field(156..<157, tar) == "L")
      #expect(Self.field(136..<148, tar) == "00000000000\u{0}")
      #expect(tar[512..<1024].prefix(name.count + 1).elementsEqual(name + [0]))
      tar.removeFirst(1024)
    }
    #expect(tar.count == 3 * 512)
    #expect(tar.prefix { $0 != 0 }.prefix(100).elementsEqual(name.prefix(cut)))
  }

  @Test func `orders paths by their parts`() {
    let paths = [
      ".github/ci.yml", ".gitignore", "Cargo.toml", "a/b", "a/b/c", "a-b", "a.rs", "ab", "src/a.rs",
    ]
    let files = paths.reversed().map { PackedFile(path: $0, bytes: []) }
    #expect(files.sorted(by: PackedFile.precedes).map(\.path) == paths)
  }

  /// The checksum and the size of the tar file that stand at the end of each archive.
  @Test(.enabled(if: SharedData.isPresent)) func `is that of every genuine crate`() throws {
    var seen: [PackingGeneration.Times: Int] = [:]
    for crate in SharedCrates.all {
      let trailer = try crate.bytes().suffix(8)
      let files = try crate.archive().unpacked().sorted(by: PackedFile.precedes)
      let root = "\(crate.identity.name)-\(crate.identity.version)"
      let fitting = PackingGeneration.Times.allCases.filter { times in
        Self.trailer(files, root: root, times: times).elementsEqual(trailer)
      }
      #expect(fitting.count == 1, "\(crate.identity)")
      for times in fitting { seen[times, default: 0] += 1 }
    }
    #expect(seen == [.in1973: 8, .in2006: 206, .allIn2006: 34])
  }

  private static func trailer(
    _ files: [PackedFile], root: String, times: PackingGeneration.Times
  ) -> [UInt8] {
    var checksum = crc32(0, nil, 0)
    var size = 0
    CargoTar(root: root, times: times).write(files) { piece in
      checksum = crc32(
        checksum, piece.bindMemory(to: UInt8.self).baseAddress, UInt32(piece.count))
      size += piece.count
    }
    return [Int(checksum), size].flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
  }
}

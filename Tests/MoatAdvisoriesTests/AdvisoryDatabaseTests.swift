import MoatAdvisories
import MoatModel
import Testing

@Suite struct `Advisory database` {
  private func sample() throws -> AdvisoryDatabase {
    try AdvisoryDatabase(
      [
        advisory("RUSTSEC-2026-0002", "foo-bar", patched: #""2.0.0""#),
        advisory(
          "RUSTSEC-2026-0001", "foo-bar", title: "Überlauf", patched: #"">= 1.0.0""#,
          extra: """
            aliases = ["CVE-2026-77"]
            cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
            withdrawn = "2026-03-03"
            """),
        advisory("RUSTSEC-2026-0003", "Evil-crate", extra: #"categories = ["malicious"]"#),
        advisory("CVE-2020-1", "std", patched: #"">= 1.50.0""#, in: .rust),
        advisory("RUSTSEC-0000-0000", "foo-bar"),
      ],
      broken: [
        UnreadableAdvisory(path: "b.md", span: SourceSpan(1, 2), line: 1, message: "no"),
        UnreadableAdvisory(path: "a.md", span: SourceSpan(3, 4), line: 2, message: "no"),
      ],
      snapshot: AdvisorySnapshot(origin: "db", revision: "abc", day: Day("2026-08-21")),
      fingerprint: [1, 2, 3])
  }

  @Test func `comes back as it was stored`() throws {
    let it = try sample()
    let again = try AdvisoryDatabase(decoding: it.bytes)
    #expect(again.count == 4)
    #expect(again.fingerprint == [1, 2, 3])
    #expect(again.snapshot == it.snapshot)
    #expect(again.broken.map(\.path) == ["a.md", "b.md"])
    #expect(try again.all() == it.all())
    #expect(
      try again.all().map(\.id).sorted() == [
        "CVE-2020-1", "RUSTSEC-2026-0001", "RUSTSEC-2026-0002", "RUSTSEC-2026-0003",
      ])
    let first = try #require(try again.advisories(withID: "cve-2026-77").first)
    #expect(first.title == "Überlauf")
    #expect(first.cvssTenths == 98)
    #expect(first.withdrawn == Day("2026-03-03"))
    #expect(try again.description(of: first) == "Words about foo-bar.")
  }

  @Test func `does not depend on the order of the files`() throws {
    let documents = try (1...9).map { try advisory("RUSTSEC-2026-000\($0)", "crate\($0 % 4)") }
    #expect(try database(documents).bytes == database(documents.reversed()).bytes)
  }

  @Test func `folds names for malicious crates only`() throws {
    let it = try sample()
    #expect(
      try it.advisories(for: "foo-bar").map(\.id) == [
        "RUSTSEC-2026-0001", "RUSTSEC-2026-0002",
      ])
    #expect(try it.advisories(for: "foo_bar").isEmpty)
    #expect(try it.advisories(for: "Foo-bar").isEmpty)
    #expect(try it.advisories(for: "evil_crate").map(\.id) == ["RUSTSEC-2026-0003"])
    #expect(try it.advisories(for: "evilcrate").isEmpty)
    #expect(try it.advisories(for: "std").isEmpty)
    #expect(try it.advisories(for: "std", in: .rust).count == 1)
  }

  @Test func `leaves withdrawn advisories out of what affects a version`() throws {
    let ids = try sample().advisories(affecting: "foo-bar", Version(0, 5, 0)).map(\.id)
    #expect(ids == ["RUSTSEC-2026-0002"])
  }

  @Test(arguments: [
    ("rustsec-2026-0003", 1), ("überlauf", 0), ("berlauf", 1), ("WORDS EVIL", 1), ("words", 4),
    ("", 0), ("zebra", 0),
  ])
  func `search`(text: String, count: Int) throws {
    #expect(try sample().search(text).count == count)
  }

  @Test func `an empty database answers`() throws {
    let it = try database([])
    #expect(it.count == 0)
    #expect(try it.advisories(for: "foo").isEmpty)
    #expect(try it.advisories(withID: "RUSTSEC-2026-0001").isEmpty)
  }

  @Test func `refuses damaged bytes`() throws {
    let bytes = try sample().bytes
    var random = SplitMix(seed: 42)
    for _ in 0..<20_000 {
      var damaged = bytes
      switch random.next() % 4 {
      case 0: damaged.removeLast(Int(random.next() % UInt64(bytes.count)) + 1)
      case 1: damaged.append(UInt8(truncatingIfNeeded: random.next()))
      default:
        for _ in 0...(random.next() % 3) {
          damaged[Int(random.next() % UInt64(bytes.count))] ^= UInt8(random.next() % 255) + 1
        }
      }
      if damaged == bytes { continue }
      #expect(throws: AdvisoryCacheError.self) { try AdvisoryDatabase(decoding: damaged) }
    }
  }

  @Test func `never traps on damage under a fitting checksum`() throws {
    let bytes = try sample().bytes
    var random = SplitMix(seed: 7)
    for _ in 0..<5_000 {
      var damaged = bytes
      for _ in 0...(random.next() % 3) {
        let place = 24 + Int(random.next() % UInt64(bytes.count - 24))
        damaged[place] = random.next() % 4 == 0 ? 0xFF : UInt8(truncatingIfNeeded: random.next())
      }
      damaged = resealed(damaged)
      do {
        let it = try AdvisoryDatabase(decoding: damaged)
        for name in ["foo-bar", "evil_crate", "zzz"] { _ = try it.advisories(for: name) }
        _ = try it.advisories(withID: "RUSTSEC-2026-0002")
        for advisory in try it.search("words") { _ = try it.description(of: advisory) }
      } catch {
        // Refusing is the other good answer; only a trap is wrong.
      }
    }
  }

  @Test func `says what is wrong with the bytes`() throws {
    let bytes = try sample().bytes
    #expect(throws: AdvisoryCacheError.notACache) { try AdvisoryDatabase(decoding: []) }
    var other = bytes
    other[8] = 99
    #expect(throws: AdvisoryCacheError.otherFormat(version: 99)) {
      try AdvisoryDatabase(decoding: other)
    }
    #expect(
      throws: AdvisoryCacheError.wrongLength(expected: bytes.count, found: bytes.count - 1)
    ) { try AdvisoryDatabase(decoding: bytes.dropLast()) }
  }
}

/// Writes a checksum that fits, as the format documents it.
private func resealed(_ bytes: [UInt8]) -> [UInt8] {
  var state = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
  func mix(_ word: UInt64) {
    state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
    state ^= state >> 32
  }
  var offset = 24
  while bytes.count - offset >= 8 {
    mix((0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) })
    offset += 8
  }
  mix(bytes[offset...].reduce(0) { $0 << 8 | UInt64($1) })
  var result = bytes
  for index in 0..<8 { result[16 + index] = UInt8(truncatingIfNeeded: state >> UInt64(8 * index)) }
  return result
}

/// The splitmix64 generator: the same damage on every run.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

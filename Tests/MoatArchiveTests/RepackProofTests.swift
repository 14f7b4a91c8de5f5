import MoatModel
import MoatTestSupport
import Testing

@testable import MoatArchive

@Suite(.computes) struct `Re-pack proof` {
  private static let identity = PackageIdentity(name: "left", version: "1.0.0")

  private static func file(
    _ path: String, _ text: String, isExecutable: Bool = false
  ) -> PackedFile {
    PackedFile(path: path, bytes: Array(text.utf8), isExecutable: isExecutable)
  }

  /// A crate as Cargo packs it today.
  private static let files = [
    file(".cargo_vcs_info.json", "{\"git\":{\"sha1\":\"0\"},\"path_in_vcs\":\"\"}"),
    file("Cargo.lock", "version = 4\n"),
    file("Cargo.toml", "[package]\nname = \"left\"\nversion = \"1.0.0\"\nbuild = false\n"),
    file("Cargo.toml.orig", "[package]\nname = \"left\"\nversion = \"1.0.0\"\n"),
    file("run.sh", "#!/bin/sh\n", isExecutable: true),
    // Long enough for the compressors to differ.
    PackedFile(path: "src/lib.rs", bytes: DeflateSample.words(60_000, seed: 4)),
  ]

  /// The digest of the archive that these files make.
  private static func digest(
    of files: [PackedFile], as generation: PackingGeneration = .current
  ) throws -> SHA256Digest {
    var hasher = try SHA256Hasher()
    CratePacker(identity, as: generation).pack(files) { hasher.update($0) }
    return hasher.finish()
  }

  @Test(arguments: PackingGeneration.allCases) func `finds each generation`(
    generation: PackingGeneration
  ) throws {
    let digest = try Self.digest(of: Self.files, as: generation)
    let result = try RepackProof.prove(
      Self.files.reversed(), of: Self.identity, against: digest)
    #expect(
      result
        == .reproduced(
          RepackProof.Reproduction(generation: generation, added: [], hasOtherModes: false)))
  }

  @Test(arguments: [
    ("the generations", PackingGeneration.allCases.count),
    ("their compressors", 2), ("their times", 4),
  ])
  func `differ`(what: String, count: Int) throws {
    let all = PackingGeneration.allCases
    let distinct =
      switch what {
      case "their compressors": Set(all.map(\.deflate)).count
      case "their times": Set(all.map(\.times)).count
      default: Set(try all.map { try Self.digest(of: Self.files, as: $0) }).count
      }
    #expect(distinct == count)
  }

  /// One thing changed each.
  private static let changes: [(String, @Sendable (inout [PackedFile]) -> Void)] = [
    (
      "one byte",
      {
        var bytes = $0[5].bytes
        bytes[700] ^= 1
        $0[5] = PackedFile(path: "src/lib.rs", bytes: bytes)
      }
    ),
    ("one byte more", { $0[5] = PackedFile(path: "src/lib.rs", bytes: $0[5].bytes + [10]) }),
    ("a file less", { $0.remove(at: 4) }),
    ("a file more", { $0.append(file("build.rs", "fn main() {}\n")) }),
    ("an empty file more", { $0.append(file("src/empty", "")) }),
    ("another name", { $0[5] = PackedFile(path: "src/Lib.rs", bytes: $0[5].bytes) }),
    (
      "another mode",
      { $0[5] = PackedFile(path: "src/lib.rs", bytes: $0[5].bytes, isExecutable: true) }
    ),
    ("an ignore file of its own", { $0.append(file(".gitignore", "/target\n")) }),
  ]

  @Test(arguments: changes.map(\.0)) func `proves nothing after one change`(what: String) throws {
    let change = try #require(Self.changes.first { $0.0 == what }).1
    let digest = try Self.digest(of: Self.files)
    var files = Self.files
    change(&files)
    #expect(
      try RepackProof.prove(files, of: Self.identity, against: digest) == .notReproduced(.noneFits))
  }

  @Test func `proves the name and the version too`() throws {
    let digest = try Self.digest(of: Self.files)
    for other in [
      PackageIdentity(name: "left", version: "1.0.1"),
      PackageIdentity(name: "right", version: "1.0.0"),
    ] {
      #expect(
        try RepackProof.prove(Self.files, of: other, against: digest) == .notReproduced(.noneFits))
    }
  }

  @Test(arguments: RepackGuess.dropped.indices) func `guesses the git files that are left out`(
    index: Int
  ) throws {
    let dropped = RepackGuess.dropped[index].files
    // A file below a folder is guessed only where the folder is.
    let neighbours = dropped.filter { $0.path.contains("/") }.map {
      Self.file("\($0.path.prefix { $0 != "." })mod.rs", "")
    }
    let files = Self.files + neighbours
    let digest = try Self.digest(of: files + dropped)
    #expect(
      try RepackProof.prove(files, of: Self.identity, against: digest)
        == .reproduced(
          RepackProof.Reproduction(generation: .current, added: dropped, hasOtherModes: false)))
  }

  @Test func `guesses no git file that is there, and none where there is no folder for it`() {
    let own = [Self.file(".gitignore", "own")]
    #expect(RepackGuess.guesses(for: own, attempts: 1).isEmpty)
    let nested = RepackGuess.guesses(for: Self.files, attempts: 1).flatMap(\.added).filter {
      $0.path.contains("/")
    }
    #expect(nested.isEmpty)
  }

  @Test func `guesses lost executable bits`() throws {
    let digest = try Self.digest(of: Self.files)
    let files = Self.files.map { PackedFile(path: $0.path, bytes: $0.bytes) }
    #expect(
      try RepackProof.prove(files, of: Self.identity, against: digest)
        == .reproduced(
          RepackProof.Reproduction(generation: .current, added: [], hasOtherModes: true)))
  }

  @Test(arguments: [
    "", "/a", "a/", "a//b", "./a", "a/..", "a\u{0}b", "src/lib.rs",
  ])
  func `refuses paths that no archive holds`(path: String) throws {
    let files = Self.files + [PackedFile(path: path, bytes: [])]
    #expect(
      try RepackProof.prove(files, of: Self.identity, against: Self.digest(of: Self.files))
        == .notReproduced(.path(path)))
  }

  @Test func `says when the packed manifest is missing`() throws {
    let files = Self.files.filter { $0.path != "Cargo.toml.orig" }
    #expect(
      try RepackProof.prove(files, of: Self.identity, against: Self.digest(of: Self.files))
        == .notReproduced(.originalManifestMissing))
  }

  @Test func `limits what guesses cost`() {
    let size = RepackGuess.workLimit / 4
    let large = [PackedFile(path: "large", bytes: [UInt8](repeating: 0, count: size))]
    #expect(RepackGuess.guesses(for: large, attempts: 1).count == 3)
    #expect(RepackGuess.guesses(for: large, attempts: 4).count == 0)
    let small = [PackedFile(path: "small", bytes: [])]
    let ofOneFolder = RepackGuess.dropped.filter { set in
      set.files.allSatisfy { !$0.path.contains("/") }
    }
    #expect(RepackGuess.guesses(for: small, attempts: 5).count == ofOneFolder.count)
  }

  /// How large an unpacked crate is tried here; an unoptimised build packs a megabyte in seconds.
  private static let genuineLimit = 400_000

  @Test(.enabled(if: SharedData.isPresent)) func `proves genuine crates from their files`() throws {
    var seen: [PackingGeneration: Int] = [:]
    var count = 0
    for crate in SharedCrates.all {
      let files = try crate.archive().unpacked()
      guard files.reduce(0, { $0 + $1.bytes.count }) <= Self.genuineLimit else { continue }
      count += 1
      let result = try RepackProof.prove(files, of: crate.identity, against: crate.checksum)
      guard case .reproduced(let reproduction) = result else {
        Issue.record("\(crate.identity): \(result)")
        continue
      }
      #expect(reproduction.added.isEmpty && !reproduction.hasOtherModes, "\(crate.identity)")
      seen[reproduction.generation, default: 0] += 1
    }
    let groups = seen.map { "\($0.value) \($0.key)" }.sorted().joined(separator: "; ")
    print("proved \(seen.values.reduce(0, +)) of \(count) crates from their files: \(groups)")
    #expect(Set(seen.keys).isSuperset(of: [.zlib, .zlibRS, .current, .second]))
  }
}

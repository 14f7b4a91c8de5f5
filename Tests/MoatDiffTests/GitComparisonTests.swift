import Foundation
import MoatDiff
import MoatTestSupport
import Testing

/// The real git and patch, on folders that a test makes.
struct Programs: Sendable {
  let folder: URL

  static func path(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  /// Whether all of them are there; printed when one is not.
  static func arePresent(_ names: [String]) -> Bool {
    let missing = names.filter { path($0) == nil }
    if !missing.isEmpty { print("skipped: \(missing.joined(separator: ", ")) is not in PATH") }
    return missing.isEmpty
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-diff-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Runs a program in the folder.
  func run(_ name: String, _ arguments: [String], _ input: [UInt8] = []) throws -> (
    status: Int32, output: String
  ) {
    let file = folder.appendingPathComponent("input")
    try Data(input).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path(name)))
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path,
      "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "GIT_CEILING_DIRECTORIES": folder.path,
    ]
    let pipe = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

@Suite(.computes) struct `Against git and patch` {
  @Test(.enabled(if: Programs.arePresent(["git", "patch"])))
  func `both apply what is written, and get the new text`() throws {
    let programs = try Programs()
    defer { programs.remove() }
    let file = programs.folder.appendingPathComponent("f")
    var generator = SeededGenerator(seed: 11)
    for round in 0..<60 {
      let (old, new) = generator.pairOfTexts()
      // A text that is there on both sides: to make and to remove files is a matter of the header.
      guard !old.isEmpty, !new.isEmpty, old != new else { continue }
      let context = round % 4
      let header = bytes("--- a/f\n+++ b/f\n")
      let hunks = UnifiedText.hunks(of: TextDiff(old: old, new: new), context: context)
      try Data(old).write(to: file)
      let applied = try programs.run("git", ["apply", "--unidiff-zero", "-"], header + hunks)
      #expect(applied.status == 0, "round \(round): \(applied.output)")
      #expect([UInt8](try Data(contentsOf: file)) == new, "round \(round)")
      try Data(old).write(to: file)
      let patched = try programs.run("patch", ["-p1", "--binary"], header + hunks)
      #expect(patched.status == 0, "round \(round): \(patched.output)")
      #expect([UInt8](try Data(contentsOf: file)) == new, "round \(round)")
    }
  }

  /// Crates that the real data has in two versions.
  private static let pairs = [
    ("clap_builder-4.5.54", "clap_builder-4.5.56"),
    ("cargo-platform-0.1.9", "cargo-platform-0.3.2"),
    ("annotate-snippets-0.11.5", "annotate-snippets-0.12.11"), ("heck-0.4.1", "heck-0.5.0"),
    ("tracing-tree-0.3.1", "tracing-tree-0.4.0"), ("itertools-0.13.0", "itertools-0.14.0"),
  ]

  @Test(.enabled(if: SharedData.isPresent && Programs.arePresent(["git", "tar"])))
  func `real crates change by about as many lines as git counts`() throws {
    let programs = try Programs()
    defer { programs.remove() }
    var (ours, gits, files) = (0, 0, 0)
    for (one, two) in Self.pairs {
      for name in [one, two] {
        let crate = SharedData.folder.appendingPathComponent("crates/\(name).crate").path
        #expect(try programs.run("tar", ["xzf", crate]).status == 0)
      }
      let output = try programs.run(
        "git", ["diff", "--no-index", "--no-renames", "--numstat", "-z", one, two]
      ).output
      // "ADDED \t REMOVED \t NUL OLD NUL NEW NUL"
      let fields = output.split(separator: "\0", omittingEmptySubsequences: false)
      for index in stride(from: 0, to: fields.count - 2, by: 3) {
        let numbers = fields[index].split(separator: "\t").compactMap { Int($0) }
        guard numbers.count == 2 else { continue }
        let texts = try [fields[index + 1], fields[index + 2]].map { path in
          path == "/dev/null"
            ? []
            : [UInt8](try Data(contentsOf: programs.folder.appendingPathComponent(String(path))))
        }
        let diff = TextDiff(old: texts[0], new: texts[1])
        #expect(diff.applied == texts[1])
        #expect(diff.addedLines - diff.removedLines == numbers[0] - numbers[1])
        ours += diff.addedLines + diff.removedLines
        gits += numbers[0] + numbers[1]
        files += 1
      }
    }
    #expect(files > 100)
    #expect(ours * 100 <= gits * 103, "\(ours) lines, git has \(gits)")
  }
}

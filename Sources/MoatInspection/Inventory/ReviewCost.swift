package import MoatCargo
import MoatDiff
import MoatModel
import MoatRust

/// How many lines somebody has to read for a review: of a version, or of what changed since another.
///
/// Two figures: what cargo-vet calls the size of an audit, and what of it is code that the build
/// compiles. Neither tells how hard it is to read.
package struct ReviewCost: Hashable, Sendable, Comparable {
  /// Every line of every text file that is added or removed, as `git diff --numstat` counts: README,
  /// tests, benchmarks and data included, binary files counted as nothing. Our comparison may find a
  /// few lines more or fewer to be the same than git's does.
  package var allLines: Int
  /// Of those the lines of Rust code that the build compiles. Of files that are not Rust nothing
  /// counts.
  package var builtCode: Int

  package init(allLines: Int = 0, builtCode: Int = 0) {
    self.allLines = allLines
    self.builtCode = builtCode
  }

  package static func + (left: Self, right: Self) -> Self {
    func sum(_ one: Int, _ two: Int) -> Int {
      let (sum, overflow) = one.addingReportingOverflow(two)
      return overflow ? .max : sum
    }
    return Self(
      allLines: sum(left.allLines, right.allLines), builtCode: sum(left.builtCode, right.builtCode))
  }

  /// By what is built, then by everything.
  package static func < (left: Self, right: Self) -> Bool {
    (left.builtCode, left.allLines) < (right.builtCode, right.allLines)
  }

  /// Files that cargo-vet does not count: they are Cargo's, not the author's.
  package static let uncountedFiles: Set<String> = [
    "Cargo.lock", ".cargo_vcs_info.json", ".cargo-ok",
  ]
}

extension ReviewCost {
  /// One version, and the build that counts.
  package struct Side: Sendable {
    let contents: PackageContents
    let inspection: PackageInspection

    /// - Parameters:
    ///   - contents: whole files.
    ///   - inspection: of the same contents.
    package init(_ contents: PackageContents, _ inspection: PackageInspection) {
      self.contents = contents
      self.inspection = inspection
    }

    var tree: [TreeFile] {
      contents.files.filter { !ReviewCost.uncountedFiles.contains($0.path) }.map {
        TreeFile(path: $0.path, bytes: $0.bytes, size: $0.size, isExecutable: $0.isExecutable)
      }
    }
  }

  /// Of a whole version.
  package init(of side: Side, for build: ReviewSize.Build = ReviewSize.Build()) {
    allLines = side.tree.reduce(0) { $0 + ($1.isBinary ? 0 : $1.lineCount) }
    builtCode = ReviewSize(side.inspection, for: build).code
  }

  /// Of what changed between two versions.
  package init(from old: Side, to new: Side, for build: ReviewSize.Build = ReviewSize.Build()) {
    self.init()
    var before = BuiltLines(old.inspection, build)
    var after = BuiltLines(new.inspection, build)
    for change in TreeDiff(old: old.tree, new: new.tree).changes {
      let sides = [change.old, change.new].compactMap(\.self)
      guard !sides.contains(where: \.isBinary) else { continue }
      let text = TextDiff(old: change.old?.bytes ?? [], new: change.new?.bytes ?? [])
      allLines += text.addedLines + text.removedLines
      guard sides.contains(where: { $0.path.hasSuffix(".rs") }) else { continue }
      let removed = change.old.map { before.lines(of: $0) } ?? []
      let added = change.new.map { after.lines(of: $0) } ?? []
      for change in text.changes where change.kind != .same {
        builtCode += Self.count(removed, in: change.old) + Self.count(added, in: change.new)
      }
    }
  }

  private static func count(_ lines: [Bool], in range: Range<Int>) -> Int {
    range.clamped(to: lines.indices).reduce(0) { $0 + (lines[$1] ? 1 : 0) }
  }
}

/// Tells which lines of a package's files are code that a build compiles.
private struct BuiltLines {
  private let files: [String: FileInspection]
  private let build: ReviewSize.Build
  private var standings: [String: GateStanding] = [:]

  init(_ inspection: PackageInspection, _ build: ReviewSize.Build) {
    files = Dictionary(inspection.files.map { ($0.path, $0) }) { one, _ in one }
    self.build = build
  }

  /// For each line of a file. What the inspection does not know is taken for built.
  mutating func lines(of file: TreeFile) -> [Bool] {
    let known = files[file.path]
    if known?.role.isDevelopment ?? false { return [] }
    let source = RustSource(bytes: file.bytes)
    let kinds = LineClassifier(source).kinds
    guard isBuilt(known.map(Self.conditions) ?? []) else { return [] }
    let gates = GatedLines.innermostGates(in: source, lines: kinds.count)
    var answers: [Int: Bool] = [:]
    return kinds.indices.map { line in
      guard kinds[line] == .code else { return false }
      guard !gates.isEmpty, gates[line] >= 0 else { return true }
      let gate = Int(gates[line])
      if let answer = answers[gate] { return answer }
      let conditions = source.gates(at: source.gates[gate].span.lower).map(\.condition)
      let answer = isBuilt(conditions)
      answers[gate] = answer
      return answer
    }
  }

  /// The conditions that all code of a file stands below: those of the `mod` that leads to it.
  private static func conditions(of file: FileInspection) -> [String] {
    let gated = file.gated.reduce(0) { $0 + $1.code }
    guard let lines = file.lines, gated >= lines.code, let first = file.gated.first else {
      return []
    }
    var shared = first.conditions
    for other in file.gated.dropFirst() {
      let same = zip(shared, other.conditions).prefix { $0 == $1 }.count
      shared = Array(shared.prefix(same))
    }
    return shared
  }

  private mutating func isBuilt(_ conditions: [String]) -> Bool {
    conditions.allSatisfy { condition in
      let standing = standings[condition] ?? GateStanding(of: condition, in: build)
      standings[condition] = standing
      return standing == .built
    }
  }
}

extension TreeFile {
  /// As git tells: a NUL in the first 8,000 bytes, or more than is compared.
  fileprivate var isBinary: Bool { !isWhole || bytes.prefix(8000).contains(0) }

  fileprivate var lineCount: Int {
    let breaks = bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    return bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? breaks : breaks + 1
  }
}

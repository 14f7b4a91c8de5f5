package import MoatCargo
import MoatDiff
import MoatModel
import MoatRust

/// How much code that the build compiles somebody has to read for a review: of a version, or of what
/// changed since another.
///
/// It does not tell how hard it is to read. All lines, whatever they are for, are counted apart: see
/// `DiffSize` of the audits.
package struct ReviewCost: Hashable, Sendable {
  /// The lines of Rust code that are added or removed and that the build compiles. Of files that are
  /// not Rust nothing counts.
  package private(set) var builtCode = 0

  package init() {}

  package static func + (left: Self, right: Self) -> Self {
    let (sum, overflow) = left.builtCode.addingReportingOverflow(right.builtCode)
    var both = Self()
    both.builtCode = overflow ? .max : sum
    return both
  }
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
  }

  /// Of a whole version.
  package init(of side: Side, for build: ReviewSize.Build = ReviewSize.Build()) {
    builtCode = ReviewSize(side.inspection, for: build).code
  }

  /// Of what changed between two versions.
  package init(from old: Side, to new: Side, for build: ReviewSize.Build = ReviewSize.Build()) {
    self.init()
    var before = BuiltLines(old.inspection, build)
    var after = BuiltLines(new.inspection, build)
    for change in TreeDiff(
      old: old.contents.tree, new: new.contents.tree
    ).changes {
      let sides = [change.old, change.new].compactMap(\.self)
      guard sides.contains(where: { $0.path.hasSuffix(".rs") }), sides.allSatisfy(\.isWhole)
      else { continue }
      let text = TextDiff(old: change.old?.bytes ?? [], new: change.new?.bytes ?? [])
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

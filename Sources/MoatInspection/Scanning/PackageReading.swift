import MoatCargo
import MoatModel
import MoatRust

/// One package being read, file by file; of each only what is noted stays in memory.
struct PackageReading: ~Copyable {
  private let contents: PackageContents
  private let layout: PackageLayout
  private let names: PackageNames
  private var roles: [String: FileRole] = [:]
  /// Those of the `mod` that lead to a file, where there are any.
  private var conditions: [String: [String]] = [:]
  private var files: [String: Reading] = [:]
  /// Files with unusual endings that `#[path]` and `include!` name.
  private var named: [String] = []
  private var makes = MarkMaker()
  private var tools: ScanTools? = ScanTools()
  private(set) var gaps: [PackageInspection.Gap]
  private(set) var inspections: [FileInspection] = []

  private struct Reading {
    let marks: [Mark]
    let lines: LineCounts
    let gated: [GatedLines]
    let fingerprint: SourceFingerprint
    let links: ModuleTree.Links
    let scripts: [String]
    /// What Rust does not have, at a line: worth saying where the file is compiled.
    let problem: Int?
  }

  init(_ contents: PackageContents, _ layout: PackageLayout) {
    self.contents = contents
    self.layout = layout
    names = PackageNames(dependencies: layout.dependencies)
    gaps = (layout.gap.map { [$0] } ?? []) + layout.targetGaps
    for remark in contents.remarks {
      gaps.append(PackageInspection.Gap(path: remark.path, reason: remark.reason))
    }
  }

  mutating func readAll() {
    let roots = Set(layout.roots.map(\.path))
    for file in contents.files where file.path.hasSuffix(".rs") || roots.contains(file.path) {
      read(file)
    }
    // What is compiled under another ending is Rust all the same.
    while let path = named.popLast() {
      if files[path] == nil, let file = contents[path] { read(file) }
    }
    followModules()
    let isModeTelling =
      contents.files.count { $0.isExecutable } * 2 <= contents.files.count
    let started = startedScripts()
    for file in contents.files {
      let found = FileContents.marks(of: file, isModeTelling: isModeTelling)
      guard let reading = files[file.path] else {
        if let role = started[PathEnd.of(file.path)] {
          inspections.append(
            FileInspection(
              path: file.path, role: role, marks: found + StartedScript.marks(of: file), lines: nil)
          )
          continue
        }
        if !found.isEmpty {
          inspections.append(
            FileInspection(path: file.path, role: .other, marks: found, lines: nil))
        }
        continue
      }
      let role = roles[file.path] ?? .unreached
      inspections.append(
        FileInspection(
          path: file.path, role: role, marks: found + reading.marks, lines: reading.lines,
          fingerprint: reading.fingerprint, gated: gated(reading, in: file.path)))
      if let line = reading.problem, role != .unreached {
        gaps.append(
          PackageInspection.Gap(path: file.path, reason: "line \(line) has no token of Rust"))
      }
    }
  }

  /// Names of scripts that something names which runs while something is built, and what that is.
  private func startedScripts() -> [String: FileRole] {
    var started: [String: FileRole] = [:]
    for (path, reading) in files.sorted(by: { $0.key < $1.key }) {
      guard let role = roles[path], role == .buildScript || role == .procMacro else { continue }
      for script in reading.scripts { started[PathEnd.of(script)] = role }
    }
    return started
  }

  /// The conditions of a file's lines, with those of the `mod` that leads to it.
  private func gated(_ reading: Reading, in path: String) -> [GatedLines] {
    guard let above = conditions[path] else { return reading.gated }
    let rest = reading.lines.code - reading.gated.reduce(0) { $0 + $1.code }
    var all = reading.gated.map {
      GatedLines(conditions: above + $0.conditions, code: $0.code)
    }
    if rest > 0 { all.insert(GatedLines(conditions: above, code: rest), at: 0) }
    return all
  }

  /// Finds what each file is part of; of several targets, the first in the order of roles.
  private mutating func followModules() {
    let tree = ModuleTree(files.mapValues(\.links))
    for role in FileRole.allCases {
      for root in layout.roots where root.role == role {
        let reach = tree.reach(from: root.path)
        for file in reach.files where roles[file] == nil {
          let above = reach.gates[file] ?? []
          // What only tests compile is a test, wherever it lies.
          roles[file] = above.contains(where: \.isTest) ? .test : role
          if !above.isEmpty { conditions[file] = above.map(\.condition) }
        }
      }
    }
  }

  /// Larger sources are read as far as that: the largest real ones, tables and bindings that were
  /// generated, have some 10 MB.
  static let byteLimit = 64 << 20

  private mutating func read(_ file: PackageContents.File) {
    var bytes = file.bytes
    if bytes.count > Self.byteLimit {
      bytes = Array(bytes.prefix(Self.byteLimit))
      gaps.append(
        PackageInspection.Gap(path: file.path, reason: "only \(Self.byteLimit) bytes were read"))
    } else if !file.isWhole {
      gaps.append(
        PackageInspection.Gap(path: file.path, reason: "only \(bytes.count) bytes were read"))
    }
    let source = RustSource(bytes: bytes, edition: layout.edition, interest: names.interest)
    var scanner = FileScanner(source: source, package: names, tools: tools.take() ?? ScanTools())
    scanner.scan()
    var sightings = scanner.sightings
    let scripts = scanner.scripts
    tools = .some(scanner.end())
    let folder = PackagePath.folder(of: file.path)
    FileReferences.scan(source, folder: folder, in: contents, into: &sightings)
    LongLines.scan(source, into: &sightings)
    if !UnusualText.isASCII(bytes) {
      var text = UnusualText(source)
      text.scan(into: &sightings)
      if !text.isUTF8 {
        gaps.append(PackageInspection.Gap(path: file.path, reason: "is not UTF-8"))
      }
    }
    named += FileReferences.unusualFiles(of: source, folder: folder)
    let lines = LineClassifier(source, countsSuffice: !GatedLines.areIn(source))
    files[file.path] = Reading(
      marks: makes.marks(sightings, in: source), lines: LineCounts(lines),
      gated: GatedLines.all(in: source, lines), fingerprint: SourceFingerprint(of: bytes),
      links: ModuleTree.Links(source), scripts: scripts,
      problem: source.problem.map { source.line(of: $0.lower) + 1 }
    )
  }
}

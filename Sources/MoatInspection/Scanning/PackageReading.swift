import MoatCargo
import MoatModel
import MoatRust

/// One package being read, file by file; of each only what is noted stays in memory.
struct PackageReading {
  private let contents: PackageContents
  private let layout: PackageLayout
  private let names: PackageNames
  private var reach: ModuleReach
  private var files: [String: Reading] = [:]
  private var makes = MarkMaker()
  private let literals = LiteralScanner()
  private let payloads = PayloadReader()
  private(set) var gaps: [PackageInspection.Gap]
  private(set) var inspections: [FileInspection] = []

  private struct Reading {
    let marks: [Mark]
    let lines: LineCounts
    let requests: ModuleReach.Requests
    /// What Rust does not have, at a line: worth saying where the file is compiled.
    let problem: Int?
  }

  init(_ contents: PackageContents, _ layout: PackageLayout) {
    self.contents = contents
    self.layout = layout
    names = PackageNames(dependencies: layout.dependencies)
    reach = ModuleReach(layout)
    gaps = layout.gap.map { [$0] } ?? []
    for remark in contents.remarks {
      gaps.append(PackageInspection.Gap(path: remark.path, reason: remark.reason))
    }
  }

  mutating func readAll() {
    for file in contents.files where file.path.hasSuffix(".rs") { read(file) }
    followModules()
    let isModeTelling =
      contents.files.count { $0.isExecutable } * 2 <= contents.files.count
    for file in contents.files {
      let found = FileContents.marks(of: file, isModeTelling: isModeTelling)
      guard let reading = files[file.path] else {
        if !found.isEmpty {
          inspections.append(
            FileInspection(path: file.path, role: .other, marks: found, lines: nil))
        }
        continue
      }
      let role = reach.roles[file.path] ?? .unreached
      inspections.append(
        FileInspection(
          path: file.path, role: role, marks: found + reading.marks, lines: reading.lines))
      if let line = reading.problem, role != .unreached {
        gaps.append(
          PackageInspection.Gap(path: file.path, reason: "line \(line) has no token of Rust"))
      }
    }
  }

  /// Follows modules; a file that is compiled under another ending is read as Rust then.
  private mutating func followModules() {
    while let file = reach.next() {
      if files[file.path] == nil, let other = contents[file.path] { read(other) }
      if let requests = files[file.path]?.requests {
        reach.follow(requests, from: file) { contents[$0] != nil }
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
    let source = RustSource(bytes: bytes, edition: layout.edition)
    var scanner = FileScanner(
      source: source, package: names, literals: literals, payloads: payloads)
    scanner.scan()
    var sightings = scanner.sightings
    let folder = PackagePath.folder(of: file.path)
    FileReferences.scan(source, folder: folder, in: contents, into: &sightings)
    LongLines.scan(source, into: &sightings)
    if !UnusualText.isASCII(bytes) {
      var text = UnusualText(source)
      text.scan(into: &sightings)
      if String(validating: bytes, as: UTF8.self) == nil {
        gaps.append(PackageInspection.Gap(path: file.path, reason: "is not UTF-8"))
      }
    }
    files[file.path] = Reading(
      marks: makes.marks(sightings, in: source), lines: LineCounts(source),
      requests: ModuleReach.Requests(source), problem: Self.problem(in: source))
  }

  private static func problem(in source: RustSource) -> Int? {
    guard let token = source.tokens.first(where: { $0.kind == .problem }) else { return nil }
    return 1 + source.bytes[..<min(token.lower, source.bytes.count)].count { $0 == 0x0A }
  }
}

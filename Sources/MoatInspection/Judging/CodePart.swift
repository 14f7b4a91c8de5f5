/// Parts of a package's code by when they run.
struct CodePart: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let buildScript = CodePart(rawValue: 1)
  static let procMacro = CodePart(rawValue: 2)
  /// The library and the programs; source that no target is seen to reach counts with it, since what
  /// reaches it may be hidden.
  static let product = CodePart(rawValue: 4)
  /// What is not Rust source.
  static let data = CodePart(rawValue: 8)

  /// What runs while something is built.
  static let building: CodePart = [.buildScript, .procMacro]
  /// What runs as one program each: capabilities are combined within one of these.
  static let programs: [CodePart] = [.buildScript, .procMacro, .product]

  /// Tests, examples and benchmarks are in no part: nobody who depends on the package builds them.
  init(_ file: FileInspection) {
    switch file.role {
    case .buildScript: self = .buildScript
    case .procMacro: self = .procMacro
    case .library, .binary: self = .product
    case .unreached: self = Self.isBesideTests(file.path) ? [] : .product
    case .other: self = Self.isBesideTests(file.path) ? [] : .data
    case .example, .test, .bench: self = []
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  private static func isBesideTests(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains { folders.contains(String($0)) }
  }

  /// Folders whose names say that what is in them is for those who work on the package.
  private static let folders: Set<String> = [
    "tests", "test", "examples", "example", "benches", "bench", "testdata", "test_data",
    "test-data", "fixtures", "fuzz", "testing", "ui", "benchmarks", "snapshots",
  ]
}

/// The parts of a package by who runs them, in the order of a report.
package enum CodeSection: String, CaseIterable, Hashable, Sendable, Comparable {
  /// Runs on the machine that builds.
  case buildScript = "build-script"
  /// Runs in the compiler.
  case procMacro = "proc-macro"
  /// The library and the programs, and source that no target is seen to reach.
  case product
  /// What is not Rust source.
  case data
  /// Tests, examples and benchmarks, which nobody builds who depends on the package.
  case development

  /// Where a mark in a file belongs.
  init(_ file: FileInspection, _ mark: Mark) {
    let part = CodePart(file)
    self =
      if mark.isTest || part.isEmpty {
        .development
      } else if part == .buildScript {
        .buildScript
      } else if part == .procMacro {
        .procMacro
      } else if part == .data {
        .data
      } else {
        .product
      }
  }

  package static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

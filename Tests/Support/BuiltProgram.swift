package import Foundation

/// The program that the tests were built with.
package enum BuiltProgram {
  /// `cargo-moat` beside the tests' own executable.
  package static let url: URL? = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = tests.deletingLastPathComponent().appendingPathComponent("cargo-moat")
    if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    print("skipped: no cargo-moat beside \(tests.path)")
    return nil
  }()
}

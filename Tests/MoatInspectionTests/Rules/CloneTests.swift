import MoatFindings
import MoatInspection
import MoatModel
import Testing

@Suite struct `Cloned crates` {
  private static func files(_ names: [String], _ seed: String) -> [(String, String)] {
    names.map { name in
      (
        "src/\(name).rs",
        (0..<80).map { "pub fn \(seed)_\(name)_\($0)() -> usize { \($0) }\n" }.joined()
      )
    }
  }

  private static let names = ["lib", "parse", "token", "span", "error"]

  private func clones(_ packages: [InspectedPackage]) -> [Finding] {
    InspectedTree.findings(in: packages).filter { $0.rule == "cloned-crate" }
  }

  @Test func `a copy with another build script is found, and the known one is the original`() {
    let original = InspectedTree.package("proc-macro2", "1.0.106", Self.files(Self.names, "a"))
    let copy = InspectedTree.package(
      "proc-macro1", "1.0.107",
      Self.files(Self.names, "a") + [("build.rs", "fn main() { println!(\"x\"); }")])
    let findings = clones([original, copy])
    #expect(findings.map(\.subject.package?.name) == ["proc-macro1"])
    #expect(findings.first?.message.contains("`proc-macro2 1.0.106`") ?? false)
  }

  @Test func `two versions of one crate, and crates that share a file, are not`() {
    let one = InspectedTree.package("sample", "1.0.0", Self.files(Self.names, "a"))
    let two = InspectedTree.package("sample", "2.0.0", Self.files(Self.names, "a"))
    let other = InspectedTree.package(
      "other", "1.0.0", Self.files(["lib", "parse"], "a") + Self.files(["x", "y", "z"], "b"))
    #expect(clones([one, two]).isEmpty)
    #expect(clones([one, other]).isEmpty)
  }
}

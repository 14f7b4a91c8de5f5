import MoatFindings
import MoatInspection
import MoatModel
import Testing

@Suite struct `Updates` {
  private func update(
    _ old: InspectedPackage, _ new: InspectedPackage, others: [InspectedPackage] = []
  ) -> [Finding] {
    InspectedTree.findings(
      in: [new] + others,
      updates: [
        PackageUpdate(
          package: 0, old: old.identity, oldInspection: old.inspection,
          oldDependencies: old.dependencies)
      ]
    ).filter { $0.rule.hasPrefix("update-") }
  }

  private func manifest(_ version: String, _ rest: String = "") -> (String, String) {
    (
      "Cargo.toml",
      "[package]\nname = \"arrayref\"\nversion = \"\(version)\"\nedition = \"2021\"\n\(rest)"
    )
  }

  @Test func `the same code in another version is no news`() {
    let files = [("build.rs", "fn main() { std::process::Command::new(\"rustc\"); }")]
    let old = InspectedTree.package("onering", "1.4.0", files)
    let new = InspectedTree.package("onering", "1.4.1", files + [("src/lib.rs", "// more")])
    #expect(update(old, new).isEmpty)
  }

  @Test func `a second call is no news`() {
    let old = InspectedTree.package(
      "onering", "1.4.0", [("build.rs", "fn main() { std::process::Command::new(\"rustc\"); }")])
    let new = InspectedTree.package(
      "onering", "1.4.1",
      [("build.rs", "fn main() { std::process::Command::new(\"cc\"); run(\"rustc\"); }")])
    #expect(update(old, new).isEmpty)
  }

  @Test func `a build script that newly reaches the network is`() throws {
    let old = InspectedTree.package("onering", "1.4.0", [("build.rs", "fn main() {}")])
    let new = InspectedTree.package(
      "onering", "1.4.1", [("build.rs", "fn main() {\n  std::net::TcpStream::connect(\"h:1\");\n}")]
    )
    let finding = try #require(update(old, new).first)
    #expect(finding.rule == "update-adds-capability")
    #expect(finding.severity == .high)
    #expect(finding.notes.contains { $0.hasPrefix("build.rs:2: std::net::TcpStream::connect") })
  }

  @Test func `a build script that newly starts a program is a note`() {
    let old = InspectedTree.package("onering", "1.4.0", [("build.rs", "fn main() {}")])
    let new = InspectedTree.package(
      "onering", "1.4.1", [("build.rs", "fn main() { std::process::Command::new(\"cc\"); }")])
    #expect(update(old, new).map(\.severity) == [.info])
  }

  @Test func `a patch that brings an unknown crate with nearly a known name is`() {
    let old = InspectedTree.package("arrayref", "0.3.9", [manifest("0.3.9")])
    let new = InspectedTree.package(
      "arrayref", "0.3.10", [manifest("0.3.10", "[dependencies]\nproc-macro1 = \"1\"\n")])
    let findings = update(
      old, new, others: [InspectedTree.package("proc-macro1", "1.0.107", [("src/lib.rs", "")])])
    #expect(findings.map(\.rule) == ["update-adds-dependency"])
    #expect(findings.map(\.severity) == [.high])
    #expect(findings.first?.message.contains("`proc-macro1`") ?? false)
  }

  @Test func `a minor release may bring a dependency, and a patch one for tests`() {
    let old = InspectedTree.package("arrayref", "0.3.9", [manifest("0.3.9")])
    let minor = InspectedTree.package(
      "arrayref", "0.4.0", [manifest("0.4.0", "[dependencies]\nserde = \"1\"\n")])
    let tests = InspectedTree.package(
      "arrayref", "0.3.10", [manifest("0.3.10", "[dev-dependencies]\nserde = \"1\"\n")])
    #expect(update(old, minor).isEmpty)
    #expect(update(old, tests).isEmpty)
  }

  @Test func `a build script that appears is, more so when it does something`() {
    let old = InspectedTree.package("internment", "0.8.6", [("src/lib.rs", "")])
    let still = InspectedTree.package("internment", "0.8.7", [("build.rs", "fn main() {}")])
    let busy = InspectedTree.package(
      "internment", "0.8.7", [("build.rs", "fn main() { std::env::var(\"GITHUB_TOKEN\"); }")])
    #expect(update(old, still).map(\.rule) == ["update-adds-build-script"])
    #expect(update(old, still).map(\.severity) == [.low])
    #expect(
      update(old, busy).contains { $0.rule == "update-adds-build-script" && $0.severity == .medium }
    )
  }

  @Test func `machine code that appears is`() {
    let old = InspectedTree.package("rands", "0.9.1", [("src/lib.rs", "")])
    let new = InspectedTree.package(
      "rands", "0.9.2",
      [
        ("src/lib.rs", []),
        ("seed.bin", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 80)),
      ])
    #expect(update(old, new).map(\.rule) == ["update-adds-binary"])
  }

  @Test func `an old version that is not at hand proves nothing`() {
    let new = InspectedTree.package(
      "onering", "1.4.1", [("build.rs", "fn main() { std::net::TcpStream::connect(\"h:1\"); }")])
    let findings = InspectedTree.findings(
      in: [new],
      updates: [
        PackageUpdate(
          package: 0, old: PackageIdentity(name: "onering", version: "1.4.0"),
          oldInspection: .unavailable("gone"), oldDependencies: .unavailable("gone"))
      ])
    #expect(findings.allSatisfy { !$0.rule.hasPrefix("update-") || $0.isUndetermined })
    #expect(findings.contains { $0.rule == "network-in-build-script" })
  }
}

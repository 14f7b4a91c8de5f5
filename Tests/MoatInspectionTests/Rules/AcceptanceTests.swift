import MoatFindings
import MoatInspection
import MoatModel
import Testing

@Suite struct `Acceptance of build scripts` {
  private static func digest(_ byte: UInt8) -> SHA256Digest {
    SHA256Digest(bytes: [UInt8](repeating: byte, count: 32))
  }

  private static func package(
    _ version: String = "1.0.0", content: Evidence<SHA256Digest>? = .known(digest(1))
  ) -> InspectedPackage {
    InspectedPackage(
      identity: PackageIdentity(name: "sample", version: version), label: InspectedTree.lockfile,
      inspection: .known(
        PackageInspection(
          identity: PackageIdentity(name: "sample", version: version), hasBuildScript: true,
          isProcMacro: false, files: [])), buildContent: content)
  }

  private static func entry(
    _ name: String = "sample", _ version: String? = "1.0.0", _ byte: UInt8 = 1
  ) -> BuildAcceptance.Entry {
    BuildAcceptance.Entry(
      name: name, version: version, content: digest(byte), label: Label("moat.toml"))
  }

  private func rules(
    _ package: InspectedPackage, _ entries: [BuildAcceptance.Entry], isRequired: Bool = true
  ) -> [String] {
    InspectedTree.findings(
      in: [package], acceptance: BuildAcceptance(isRequired: isRequired, entries: entries)
    ).map { $0.isUndetermined ? "? \($0.rule)" : $0.rule }
  }

  @Test func `what nobody accepted is a finding only where that is asked for`() {
    #expect(rules(Self.package(), []) == ["unaccepted-build-script"])
    #expect(rules(Self.package(), [], isRequired: false) == [])
    #expect(rules(Self.package(content: nil), []) == [])
  }

  @Test func `the content decides`() {
    #expect(rules(Self.package(), [Self.entry()]) == [])
    #expect(rules(Self.package(), [Self.entry("sample", nil)]) == [])
    #expect(rules(Self.package(), [Self.entry("sample", "1.0.0", 2)]) == ["changed-build-script"])
    #expect(
      rules(Self.package(), [Self.entry("sample", "1.0.0", 2)], isRequired: false)
        == ["changed-build-script"])
    #expect(
      rules(Self.package(), [Self.entry("sample", "1.0.0", 2), Self.entry()]) == [])
  }

  @Test func `another version of what was accepted is a change, and the entry unused`() {
    #expect(
      Set(rules(Self.package("1.0.1"), [Self.entry()]))
        == ["changed-build-script", "unused-acceptance"])
  }

  @Test func `an entry for nothing is unused`() {
    #expect(rules(Self.package(), [Self.entry(), Self.entry("gone")]) == ["unused-acceptance"])
    #expect(rules(Self.package(content: nil), [Self.entry()]) == ["unused-acceptance"])
  }

  @Test func `content that is not known is undetermined`() {
    #expect(
      rules(Self.package(content: .unavailable("no archive")), []) == ["unaccepted-build-script"])
    #expect(
      rules(Self.package(content: .unavailable("no archive")), [Self.entry()])
        == ["? unaccepted-build-script"])
  }
}

import Foundation
import MoatFindings
import MoatInspection
import MoatModel
import MoatTestSupport
import Testing

/// What the rules say of real crates; `docs/inspection-rules.md` has the figures.
@Suite(.computes) struct `Rules over real crates` {
  /// What they are known to say: `rule crate`. Each is explained on the page.
  private static let exceptions: Set<String> = [
    "embedded-executable wasi-preview1-component-adapter-provider",
    "proc-macro-side-effects salsa-macros",
    "proc-macro-side-effects xflags-macros",
  ]

  private static func findings(in folder: URL) throws -> (packages: Int, findings: [Finding]) {
    let packages = try GenuineContents.all(in: folder).map { InspectedTree.package($0) }
    return (packages.count, InspectedTree.findings(in: packages))
  }

  @Test(.enabled(if: SharedData.isPresent))
  func `say nothing of the archives beside the checkout but what is known`() throws {
    let (count, findings) = try Self.findings(in: SharedCrates.folder)
    #expect(count > 200)
    for finding in findings {
      let name = finding.subject.package?.name ?? "-"
      let isKnown = Self.exceptions.contains("\(finding.rule) \(name)")
      #expect(isKnown, "\(finding.rule): \(finding.message): \(finding.notes)")
      // What is known is never more than a note: no check of these crates warns.
      #expect(finding.severity == .info, "\(finding.rule) \(name)")
    }
    let said = Set(findings.map { "\($0.rule) \($0.subject.package?.name ?? "-")" })
    #expect(Self.exceptions.subtracting(said).isEmpty, "no longer said: remove it from the list")
  }

  /// `scripts/measure-rules` sets it.
  private static let folders =
    (ProcessInfo.processInfo.environment["MOAT_MEASURED_CRATES"] ?? "").split(separator: ":")

  @Test(.enabled(if: !folders.isEmpty, "no folders were named"))
  func `are counted over the folders that were named`() throws {
    for folder in Self.folders {
      let (count, findings) = try Self.findings(in: URL(fileURLWithPath: String(folder)))
      print("# \(folder): \(count) packages")
      for finding in findings {
        let package = finding.subject.package.map(\.description) ?? "-"
        print("\(finding.rule)\t\(finding.severity.name)\t\(package)\t\(finding.notes.first ?? "")")
      }
      #expect(count > 0, "\(folder) has no crates")
    }
  }
}

import Foundation
import MoatFindings
import MoatInspection
import MoatModel
import MoatTestSupport
import Testing

/// Re-creations of what malicious crates did, without what made them dangerous: no address leads
/// anywhere, and nothing that would be run is there. Each lies in `Incidents/<crate>`.
@Suite(.computes) struct `Incidents` {
  struct Expectation: Sendable, CustomTestStringConvertible {
    let crate: String
    let rule: String
    /// What a note of the finding begins with, where the rule points to a line.
    let place: String?

    init(_ crate: String, _ rule: String, _ place: String? = nil) {
      self.crate = crate
      self.rule = rule
      self.place = place
    }

    var testDescription: String { "\(crate): \(rule)" }
  }

  /// The class of each is in the comment above.
  static let expectations: [Expectation] = [
    // A clone of a known crate whose build script fetches a program: proc-macro1, August 2026
    Expectation("proc-macro1", "network-in-build-script", "build.rs:38:"),
    Expectation("proc-macro1", "network-build-dependency"),
    Expectation("proc-macro1", "download-and-run", "build.rs:43:"),
    Expectation("proc-macro1", "certificate-check-off", "build.rs:18:"),
    Expectation("proc-macro1", "obfuscated-build-script", "build.rs:11:"),
    Expectation("proc-macro1", "lookalike-name"),
    // Run time, only on a build service: CrateDepression, 2022
    Expectation("rustdecimal", "conditional-payload", "src/decimal.rs:16:"),
    Expectation("rustdecimal", "download-and-run", "src/decimal.rs:20:"),
    Expectation("rustdecimal", "lookalike-name"),
    // Build scripts that tell a message bot who builds: August 2023
    Expectation("postgress", "network-in-build-script", "build.rs:5:"),
    Expectation("postgress", "exfiltration-endpoint", "build.rs:9:"),
    // One that carries a Windows program and starts it
    Expectation("xrvrv", "embedded-executable", "res/tool.bin:"),
    Expectation("xrvrv", "runs-dropped-file", "build.rs:4:"),
    // Dependency confusion: the environment, while it is built and at run time
    Expectation("mysten-metrics", "all-variables-in-build-script", "build.rs:5:"),
    Expectation("mysten-metrics", "network-in-build-script", "build.rs:7:"),
    Expectation("jfrog_quotes", "secrets-and-network", "src/lib.rs:4:"),
    // A library of machine code, linked from the package's own folder: February 2025
    Expectation("rands", "embedded-executable", "native/librands.a:"),
    // A script for each system, after a look at the anti-virus program: 2025
    Expectation("evm-units", "download-and-run", "src/lib.rs:16:"),
    Expectation("evm-units", "conditional-payload", "src/lib.rs:6:"),
    // Wallet keys out of what is logged: 2025
    Expectation("faster_log", "wallet-keys-and-network", "src/packer.rs:5:"),
    Expectation("faster_log", "exfiltration-endpoint", "src/packer.rs:18:"),
    // Credential files: finch-rust and sha-rust, 2025
    Expectation("sha-rust", "credentials-and-network", "src/lib.rs:10:"),
    // Secret variables: the Polymarket names, February 2026
    Expectation("clob-sdk", "secrets-and-network", "src/auth.rs:2:"),
    // `.env`, with a lookalike domain: March 2026
    Expectation("time_calibrator", "credentials-and-network", "src/lib.rs:6:"),
    Expectation("time_calibrator", "certificate-check-off", "src/lib.rs:10:"),
    Expectation("chrono_anchor", "encoded-payload", "src/guard.rs:2:"),
    // Keys to free hosting: March 2026
    Expectation("tracing-ethers", "credentials-and-network", "src/lib.rs:3:"),
    Expectation("tracing-ethers", "exfiltration-endpoint", "src/lib.rs:5:"),
    // Code fetched and run by a logger, over three files: 2026
    Expectation("logtrace", "download-and-run", "src/start.rs:8:"),
    // A dropper in a build script with its module elsewhere: April 2026
    Expectation("microsoftsystem64", "secrets-in-build-script", "build.rs:9:"),
    Expectation("microsoftsystem64", "network-in-build-script", "support.rs:11:"),
    Expectation("microsoftsystem64", "network-build-dependency"),
    // The project that is being built: onering, June 2026
    Expectation("onering", "build-script-outside-path", "build.rs:6:"),
    Expectation("onering", "network-in-build-script", "build.rs:15:"),
    Expectation("onering", "exfiltration-endpoint", "build.rs:16:"),
    // A proc macro: better-macro, 2021
    Expectation("better-macro", "network-in-proc-macro", "src/lib.rs:7:"),
    Expectation("better-macro", "proc-macro-side-effects", "src/lib.rs:6:"),
    // Fingerprint, sweep and a unit that starts by itself: September 2026
    Expectation("logs-update", "home-sweep", "src/collect.rs:6:"),
    Expectation("logs-update", "starts-by-itself", "src/keep.rs:3:"),
    Expectation("logs-update", "credentials-and-network", "src/collect.rs:11:"),
    // Wallets, and text for coding assistants: May 2026
    Expectation("move-build-helper", "secrets-in-build-script", "build.rs:6:"),
    Expectation("move-build-helper", "writes-assistant-files", "build.rs:10:"),
  ]

  private static let folder = SharedData.packageRoot
    .appendingPathComponent("Tests/MoatInspectionTests/Incidents")

  private static func findings(about crate: String) throws -> [Finding] {
    let files = try InspectedTree.files(below: folder.appendingPathComponent(crate))
    return InspectedTree.findings(in: [InspectedTree.package(crate, "1.0.107", files)])
  }

  @Test(arguments: expectations)
  func `are flagged with the rule and the line`(expectation: Expectation) throws {
    let findings = try Self.findings(about: expectation.crate)
    let ours = findings.filter { $0.rule == expectation.rule }
    let finding = try #require(
      ours.first, "\(findings.map { "\($0.rule): \($0.notes.joined(separator: " · "))" })")
    #expect(!finding.isUndetermined)
    if let place = expectation.place {
      #expect(finding.notes.contains { $0.hasPrefix(place) }, "\(finding.notes)")
    }
  }

  @Test func `each has a rule that fails a check`() throws {
    for crate in Set(Self.expectations.map(\.crate)).sorted() {
      let worst = try Self.findings(about: crate).map(\.severity).max()
      #expect(worst ?? .info >= .medium, "\(crate)")
    }
  }

  @Test func `every re-creation is expected to be found`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(names) == Set(Self.expectations.map(\.crate)))
  }
}

package import MoatFindings
import MoatModel

/// Pinned Rust toolchains with a known vulnerability.
package struct VulnerableToolchain: AdvisoryRule {
  package static let info = RuleInfo(
    id: "vulnerable-toolchain", group: .advisories, severity: .high,
    evidence: [.manifests, .advisoryDatabase],
    summary: "a pinned Rust toolchain with a known vulnerability",
    explanation: Explanation(
      whatItDoes: """
        Compares the `channel` of `rust-toolchain.toml` with the advisories about `std`, `cargo` and \
        `rustdoc`. A channel without a patch number (`1.58`) counts as its last release, as rustup \
        takes it; `stable`, `beta` and `nightly` are not compared.

        A `rust-version` is only the oldest toolchain that may build the project, so one that an \
        advisory affects is reported with severity info, once for all of them.
        """,
      whyItMatters: """
        The standard library is part of every binary, and cargo handles every download. Scanners of \
        lockfiles never see either.
        """,
      whatToDo: "Raise the channel to the version the finding names, or a later one.",
      example: """
        ```text
        error[vulnerable-toolchain]: Rust `1.58.0` has a known vulnerability in `std`: Time-of-check time-of-use race condition can allow attacker to delete files (CVE-2022-21658)
          --> rust-toolchain.toml:2:11
           = help: set the channel to `1.58.1` or later
        ```
        """),
    references: [
      "https://github.com/RustSec/advisory-db/tree/main/rust",
      "https://rust-lang.github.io/rustup/overrides.html",
    ])

  package init() {}

  package func findings(in facts: AdvisoryFacts) -> [Finding] {
    let pinned = facts.toolchainHits.filter { $0.toolchain.role == .pinned }.map { hit in
      Finding(
        Self.info,
        "Rust `\(hit.toolchain.text)` has a known vulnerability in `\(hit.advisory.package)`: "
          + "\(hit.advisory.phrase) (\(hit.advisory.id))",
        at: hit.toolchain.label,
        notes: [hit.advisory.ratingNote].compactMap(\.self) + hit.advisory.notes,
        help: hit.advisory.affected.fix(for: hit.version).map { Self.help("channel", $0) }
          ?? "no fixed version is known",
        subject: Subject(advisory: hit.advisory.id))
    }
    return pinned
      + facts.toolchains.filter { $0.role == .minimum }.compactMap { toolchain in
        minimum(toolchain, hits: facts.toolchainHits.filter { $0.toolchain == toolchain })
      }
  }

  private func minimum(_ toolchain: RequiredToolchain, hits: [ToolchainHit]) -> Finding? {
    guard !hits.isEmpty else { return nil }
    let many = hits.count == 1 ? "a known vulnerability" : "\(hits.count) known vulnerabilities"
    let last = hits.compactMap { hit in
      hit.advisory.affected.fix(for: hit.version)
    }.max { one, two in
      (one.version ?? Version(0, 0, 0)) < (two.version ?? Version(0, 0, 0))
    }
    return Finding(
      Self.info, "Rust `\(toolchain.text)`, which `rust-version` allows, has \(many)",
      at: toolchain.label, severity: .info,
      notes: hits.map { "\($0.advisory.id) in `\($0.advisory.package)`: \($0.advisory.phrase)" },
      help: "build releases with a current toolchain"
        + (last.map { "; `\($0.requirement)` has none of these" } ?? ""))
  }

  private static func help(_ key: String, _ fix: AffectedVersions.Fix) -> String {
    fix.version.map { "set the \(key) to `\($0)` or later" }
      ?? "set the \(key) to a version `\(fix.requirement)`"
  }
}

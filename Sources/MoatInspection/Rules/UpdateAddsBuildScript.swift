package import MoatFindings
import MoatModel

/// Updates with which a package begins to run code while it is built.
package struct UpdateAddsBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "update-adds-build-script", group: .inspection, severity: .low,
    evidence: [.lockfile, .crateFiles, .git],
    summary: "an update that adds a build script or turns a crate into a proc macro",
    explanation: Explanation(
      whatItDoes: """
        Reports packages whose version changed against the previous lockfile, and which have a \
        build script or are proc macros where the version before had none and was none. It is \
        medium where that reaches the network, loads libraries, names secrets or hides text; to \
        ask the compiler for its version and write a file is what most do.
        """,
      whyItMatters: """
        From then on the package runs with your rights whenever the project is built. In several \
        campaigns the build script came with a later version, when the crate had been looked at.
        """,
      whatToDo: """
        Read the build script. It is new as a whole.
        """,
      example: """
        ```text
        warning[update-adds-build-script]: `internment 0.8.7` has a build script, 0.8.6 had none
          --> Cargo.lock:50:1
           = help: read it: `cargo moat diff internment 0.8.6 0.8.7`
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0266",
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    (facts.updates ?? []).compactMap { update in
      guard facts.packages.indices.contains(update.package),
        let old = update.oldInspection.value,
        let new = facts.packages[update.package].inspection.value
      else { return nil }
      let package = facts.packages[update.package]
      let what: String
      if new.hasBuildScript, !old.hasBuildScript {
        what = "has a build script, \(update.old.version) had none"
      } else if new.isProcMacro, !old.isProcMacro {
        what = "is a proc macro, \(update.old.version) was none"
      } else {
        return nil
      }
      let acts = package.index.marks(
        .network, .downloadScript, .dynamicLoading, .encodedPayload, .secretVariable,
        .credentialPath, .exfiltrationEndpoint, in: .building)
      return package.finding(
        Self.info, "`\(package.identity)` \(what)", severity: acts.isEmpty ? .low : .medium,
        marks: acts.isEmpty ? package.index.marks(.process, .fileWrite, in: .building) : acts,
        help:
          "read it: `cargo moat diff \(package.identity.name) \(update.old.version) \(package.identity.version)`"
      )
    }
  }
}

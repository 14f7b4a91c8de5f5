import MoatCargo
package import MoatFindings
import MoatModel

/// Patch releases that bring a dependency.
package struct UpdateAddsDependency: InspectionRule {
  package static let info = RuleInfo(
    id: "update-adds-dependency", group: .inspection, severity: .low,
    evidence: [.lockfile, .crateFiles, .git],
    summary: "a patch release with a new dependency",
    explanation: Explanation(
      whatItDoes: """
        Reports packages that were updated to a version with the same major and minor number, as \
        against the previous lockfile, and whose manifest names a dependency, other than for \
        tests, that the version locked before did not name, and that is locked now. A widely used \
        crate, or one that was locked already, is a note; any other one is medium; and high where \
        its name is nearly that of a widely used one or it reaches the network while it is built.
        """,
      whyItMatters: """
        A patch corrects something, which seldom takes another crate. It is how a clean carrier \
        brings a payload: `arrayref 0.3.10`, which had never had a dependency, began to depend on \
        `proc-macro1`.
        """,
      whatToDo: """
        Look at the new crate before you build: who publishes it, since when, and what it does.
        """,
      example: """
        ```text
        error[update-adds-dependency]: `arrayref 0.3.10` depends on `proc-macro1`, 0.3.9 did not
          --> Cargo.lock:12:1
           = note: `proc-macro1` is new to this lockfile and not widely used
           = help: do not build before you have looked at `proc-macro1`
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://rustsec.org/advisories/RUSTSEC-2025-0145",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    let locked = Dictionary(grouping: facts.packages, by: \.identity.name)
    return (facts.updates ?? []).flatMap { update -> [Finding] in
      guard facts.packages.indices.contains(update.package),
        let old = update.oldDependencies.value,
        let new = facts.packages[update.package].dependencies.value,
        Self.isPatch(from: update.old, to: facts.packages[update.package].identity)
      else { return [] }
      let known = Set(old.map(\.name))
      let added = Set(new.filter { $0.kind != .development }.map(\.name)).subtracting(known)
      return added.sorted().compactMap { name in
        locked[name].map { finding(facts, update, name, $0) }
      }
    }
  }

  private func finding(
    _ facts: InspectionFacts, _ update: PackageUpdate, _ name: String, _ added: [InspectedPackage]
  ) -> Finding {
    let package = facts.packages[update.package]
    let isUnknown =
      !facts.popularNames.contains(name) && !facts.previousNames.contains(name)
    let near = isUnknown ? facts.popularNames.neighbour(of: name) : nil
    let reaches = added.contains { !$0.index.reachingOut(in: .building).isEmpty }
    var notes: [String] = []
    if isUnknown { notes.append("`\(name)` is not one of the widely used crates, and new here") }
    if let near { notes.append("its name is nearly that of `\(near)`") }
    if reaches { notes.append("it reaches the network while it is built") }
    return package.finding(
      Self.info,
      "`\(package.identity)` depends on `\(name)`, \(update.old.version) did not",
      severity: near != nil || reaches ? .high : isUnknown ? .medium : .info, notes: notes,
      help: "look at `\(name)` before you build: who publishes it, since when, what it does")
  }

  /// Whether major and minor number stayed. Below 0.1 the last number is the one that breaks, and
  /// counts as a patch all the same: what a carrier brings there is no less new.
  private static func isPatch(from old: PackageIdentity, to new: PackageIdentity) -> Bool {
    guard let one = try? Version(parsing: old.version),
      let two = try? Version(parsing: new.version)
    else { return false }
    return one.major == two.major && one.minor == two.minor && one < two
  }
}

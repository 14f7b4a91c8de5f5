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
        tests, that no version of the package locked before named. It is medium where that \
        dependency is not a widely used crate and none of the project's packages had it locked, \
        and high where its name is nearly that of a widely used one or it runs code while it is \
        built that reaches the network.
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
    let before = Set((facts.updates ?? []).map(\.old.name))
    return (facts.updates ?? []).flatMap { update -> [Finding] in
      guard facts.packages.indices.contains(update.package),
        let old = update.oldDependencies.value,
        let new = facts.packages[update.package].dependencies.value,
        Self.isPatch(from: update.old, to: facts.packages[update.package].identity)
      else { return [] }
      let package = facts.packages[update.package]
      let known = Set(old.map(\.name))
      let added = Set(new.filter { $0.kind != .development }.map(\.name)).subtracting(known)
      return added.sorted().map { name in
        finding(facts, package, update, name, isNew: !before.contains(name))
      }
    }
  }

  private func finding(
    _ facts: InspectionFacts, _ package: InspectedPackage, _ update: PackageUpdate,
    _ name: String, isNew: Bool
  ) -> Finding {
    let popular = facts.popularNames
    let isUnknown = !popular.contains(name) && isNew
    let added = facts.packages.filter { $0.identity.name == name }
    let marks = added.flatMap { $0.index.reachingOut(in: .building) }
    let isNear = isUnknown && popular.neighbour(of: name) != nil
    var notes: [String] = []
    if isUnknown { notes.append("`\(name)` is not one of the widely used crates") }
    if let near = popular.neighbour(of: name), isNear {
      notes.append("its name is nearly that of `\(near)`")
    }
    if !marks.isEmpty { notes.append("it reaches the network while it is built") }
    return package.finding(
      Self.info,
      "`\(package.identity)` depends on `\(name)`, \(update.old.version) did not",
      severity: isNear || !marks.isEmpty ? .high : isUnknown ? .medium : .low, notes: notes,
      help: "look at `\(name)` before you build: who publishes it, since when, what it does")
  }

  /// Whether only the last number that counts went up; before 1.0 the second one counts as the first.
  private static func isPatch(from old: PackageIdentity, to new: PackageIdentity) -> Bool {
    guard let one = try? Version(parsing: old.version),
      let two = try? Version(parsing: new.version)
    else { return false }
    return one.major == two.major && one.minor == two.minor && one < two
  }
}

import MoatCargo
package import MoatFindings
import MoatModel

/// The same package listed twice.
package struct DuplicatePackage: LockfileRule {
  package static let info = RuleInfo(
    id: "duplicate-package", group: .lockfile, severity: .high, evidence: [.lockfile],
    summary: "a package that is listed twice",
    explanation: Explanation(
      whatItDoes: "Finds two entries with the same name, version and source.",
      whyItMatters: """
        Cargo refuses such a file. Readers that do not may take the checksum of either entry.
        """,
      whatToDo: "Remove one entry, or restore the file and run `cargo update --workspace`.",
      example: """
        ```text
        error[duplicate-package]: `serde 1.0.0` is listed twice
          --> Cargo.lock:24:1
           ::: Cargo.lock:14:1 first listed here
        ```
        """))

  package init() {}

  package func findings(in facts: LockfileFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    let path = locked.lockfile.source.path
    var first: [RecordedPackage: LockedPackage] = [:]
    return locked.graph.packages.compactMap { package in
      let key = RecordedPackage(identity: package.identity, source: package.source?.raw ?? "")
      guard let earlier = first[key] else {
        first[key] = package
        return nil
      }
      return Finding(
        Self.info, "`\(package.identity)` is listed twice", at: Label(path, package.span),
        related: [Label(path, earlier.span, "first listed here")], help: "remove one of the two",
        subject: Subject(package: package.identity))
    }
  }
}

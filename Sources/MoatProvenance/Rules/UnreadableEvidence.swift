import MoatCargo
package import MoatFindings
import MoatModel

/// Archives and folders that could not be looked at.
package struct UnreadableEvidence: ProvenanceRule {
  package static let info = RuleInfo(
    id: "unreadable-evidence", group: .provenance, severity: .medium,
    evidence: [.lockfile, .crateFiles], guards: [.crateFiles],
    summary: "an archive or a crate's folder that could not be looked at",
    explanation: Explanation(
      whatItDoes: """
        Reports archives, crate folders and files in them that could not be read: permissions, \
        folders nested too deeply, archives with the right checksum that break the rules for \
        archives. One finding a package.
        """,
      whyItMatters: """
        What could not be read was not compared. The run is *undetermined*, never clean.
        """,
      whatToDo: "Make the files readable for the user who checks, or remove what does not belong.",
      example: """
        ```text
        undetermined[unreadable-evidence]: `fnv 1.0.7` could not be looked at
          --> Cargo.lock:9:1
           = because: vendor/fnv/src: permission denied
        ```
        """))

  package init() {}

  /// The run was cancelled before everything was looked at.
  package static func interrupted(at lockfile: String) -> Finding {
    .undetermined(
      info, "not everything was looked at", at: Label(lockfile), because: "the run was cancelled")
  }

  package func findings(in facts: ProvenanceFacts) -> [Finding] {
    var findings = facts.unread.map { remark in
      Finding.undetermined(
        Self.info, "`\(remark.path)` could not be looked at",
        at: Label(facts.locked.lockfile.source.path), because: remark.reason)
    }
    for evidence in facts.packages {
      var reasons = evidence.archives.compactMap { archive -> String? in
        if case .unreadable(let reason) = archive.state {
          "\(archive.path): \(reason)"
        } else {
          nil
        }
      }
      reasons += evidence.folders.flatMap { folder in
        folder.unread.map { "\(folder.path)/\($0.path): \($0.reason)" }
      }
      guard let first = reasons.first else { continue }
      findings.append(
        Finding(
          Self.info, "`\(facts.package(evidence).identity)` could not be looked at",
          at: facts.label(evidence), kind: .undetermined(because: first),
          notes: Listed.lines(Array(reasons.dropFirst())), subject: facts.subject(evidence)))
    }
    return findings
  }
}

import MoatCargo
package import MoatFindings
import MoatModel

/// Addresses that anybody on the way can answer for.
package struct InsecureSource: SourceRule {
  package static let info = RuleInfo(
    id: "insecure-source", group: .sources, severity: .high,
    evidence: [.lockfile, .cargoConfiguration],
    summary: "a registry or repository reached without encryption or authentication",
    explanation: Explanation(
      whatItDoes: """
        Finds `http://` and `git://` addresses in lockfile sources and in Cargo's configuration. \
        Loopback addresses are fine.
        """,
      whyItMatters: """
        Anybody between the machine and the server can answer in its place. A registry's index then \
        says which checksum is right, so the lockfile does not help a new entry.
        """,
      whatToDo: "Use `https://` or `ssh://`.",
      example: """
        ```text
        error[insecure-source]: `git://example.com/a` is reached without authentication
          --> Cargo.lock:14:1
        ```
        """))

  package init() {}

  package func findings(in facts: SourceFacts) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<String> = []
    if let locked = facts.locked {
      for package in locked.graph.packages {
        let url: RedactedURL? =
          switch package.source?.kind {
          case .registry(let url, _), .git(let url, _, _): url
          default: nil
          }
        if let url, seen.insert(url.description).inserted {
          findings += finding(url, at: Label(locked.lockfile.source.path, package.sourceSpan))
        }
      }
    }
    for file in facts.workspace.configurations {
      for source in file.sources {
        if case .registry(let url) = source.place {
          findings += finding(url, at: Label(file.source.path, source.span))
        } else if case .git(let url) = source.place {
          findings += finding(url, at: Label(file.source.path, source.span))
        }
      }
      for registry in file.registries {
        findings += finding(registry.index, at: Label(file.source.path, registry.span))
      }
    }
    return findings
  }

  private func finding(_ url: RedactedURL, at place: Label) -> [Finding] {
    let address = RedactedURL(url.unredacted.replacing("sparse+", with: "", maxReplacements: 1))
    guard let scheme = address.scheme, scheme == "http" || scheme == "git",
      !["localhost", "127.0.0.1", "[::1]"].contains(address.host)
    else { return [] }
    let lacks = scheme == "http" ? "encryption" : "authentication"
    return [
      Finding(
        Self.info, "`\(address)` is reached without \(lacks)", at: place,
        help: "use `https://` or `ssh://`")
    ]
  }
}

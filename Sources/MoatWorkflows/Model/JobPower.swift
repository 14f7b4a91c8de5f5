import MoatExpressions
import MoatSyntax

/// What somebody else's code could take from a job, as far as the workflow says.
package struct JobPower: Hashable, Sendable {
  /// Scopes that the token may write and with which code or releases can be changed.
  package let scopes: [String]
  /// Whether the token may write everything.
  package let writesAll: Bool
  /// Secrets, besides the job's own token, that are given to any step, `*` for all of them: on a
  /// runner every step can read what another got.
  package let secrets: [String]
  /// Whether all secrets of the caller are passed on.
  package let inheritsSecrets: Bool

  /// Scopes with which a stranger could change code, releases, packages or what is deployed, or act
  /// as the project elsewhere. The others write comments, labels and check results.
  private static let powerful: Set<String> = [
    "actions", "attestations", "contents", "deployments", "id-token", "packages", "pages",
  ]

  package init(of job: Job, in workflow: Workflow) {
    let permissions = job.permissions ?? workflow.permissions
    writesAll = permissions.map { $0.written == nil } ?? false
    scopes = (permissions?.written ?? []).map(\.name).filter(Self.powerful.contains)
    var texts = Self.texts(of: job) + Self.texts(workflow.env)
    if case .named(let passed)? = job.secrets { texts += Self.texts(passed) }
    var names: Set<String> = []
    for use in texts.map(SecretUse.init) {
      names.formUnion(use.names)
      if use.whole != nil { names.insert("*") }
    }
    secrets = names.sorted()
    if case .inherit? = job.secrets { inheritsSecrets = true } else { inheritsSecrets = false }
  }

  /// What the job holds, in words to put behind "the job"; nil where the workflow names nothing.
  /// A job without `permissions` may hold more: the repository's settings decide.
  package var words: String? {
    var parts: [String] = []
    if writesAll { parts.append("may write everything in the repository") }
    if !scopes.isEmpty {
      parts.append("may write \(scopes.map { "`\($0)`" }.joined(separator: ", "))")
    }
    if inheritsSecrets { parts.append("is given every secret") }
    if let first = secrets.first {
      let more = secrets.count > 1 ? " and \(secrets.count - 1) more" : ""
      parts.append("is given the secret `\(first)`\(more)")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  package var isEmpty: Bool { words == nil }

  // MARK: - Secrets

  private static func texts(of job: Job) -> [WorkflowText] {
    var all = texts(job.env) + texts(job.with)
    for container in [job.container].compactMap({ $0 }) + job.services {
      all += texts(container.env) + texts(container.credentials)
    }
    for step in job.steps {
      all += texts(step.env) + texts(step.with)
      if let script = step.script { all.append(script.text) }
    }
    return all
  }

  private static func texts(_ named: NamedTexts?) -> [WorkflowText] {
    guard let named else { return [] }
    return named.entries.map(\.value) + [named.expression].compactMap { $0 }
  }
}

import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

/// What is known of packages that could be copies of published crates: patched ones, forks, and the
/// project's own.
struct VetCopies {
  private let answers: PublishedCopies.Answers
  private let session: VetSession

  /// Looks on this machine and, with `--fetch`, asks crates.io; says what could not be asked.
  static func find(_ session: VetSession) async throws -> VetCopies {
    let answers = try await PublishedCopies(host: session.host, asks: session.options.fetch)
      .answers(for: session.project.wholeGraph, of: session.store)
    for (name, why) in answers.failed {
      session.host.remark(
        TerminalText.neutralised("note: nothing is known of `\(name)` on crates.io: \(why)"))
    }
    return VetCopies(answers: answers, session: session)
  }

  func evidence(_ package: VetPackage) -> PublishedCrateEvidence { answers.evidence(package) }

  /// The configuration with all decided that can be.
  var mended: VetConfiguration {
    session.project.wholeGraph.mendingAuditAs(session.store, published: evidence)
  }

  /// What was decided in a configuration that was mended, a line each.
  func decisions(in configuration: VetConfiguration) -> [String] {
    session.project.wholeGraph.auditAsProblems(session.store, published: evidence).map { problem in
      let decision: String =
        switch problem {
        case .unused: "removed"
        case .notPublished: "now `false`, which trusts it as your own"
        case .undecided(let name, let version):
          switch configuration.policies.policy(of: name, version)?.auditAsCratesIO {
          case true?: "now `true`: it needs audits like the published one"
          case false?: "now `false`, which trusts it as your own"
          case nil:
            "still undecided: nothing here tells whether it is a copy; "
              + (session.options.fetch ? "say so in its policy" : "`--fetch` asks crates.io")
          }
        }
      return TerminalText.neutralised("\(problem.message): \(decision)")
    }
  }

  /// Whether a check of a mended configuration would still ask for decisions.
  func isUndecided(_ configuration: VetConfiguration) -> Bool {
    var store = session.store
    store.configuration = configuration
    return session.project.wholeGraph.auditAsProblems(store, published: evidence).contains {
      if case .undecided = $0 { true } else { false }
    }
  }

  /// Says which packages pass as the project's own although nothing tells that they are.
  ///
  /// - Parameter configuration: what was decided by now.
  func remarkUnclear(_ configuration: VetConfiguration) {
    var store = session.store
    store.configuration = configuration
    let unclear = session.project.wholeGraph.unclearAuditAs(store, published: evidence)
    for (package, isListed) in unclear where isListed {
      session.host.remark(
        TerminalText.neutralised(
          "note: crates.io has a `\(package.name)` too; whether \(package.version) here is a copy of "
            + "it is not known. If so, say `audit-as-crates-io = true` in `[policy.\(package.name)]`"
        ))
    }
    let names = unclear.filter { !$0.isListed }.map(\.package.name)
    guard !names.isEmpty else { return }
    let hint =
      session.options.fetch
      ? "" : "; `cargo moat vet regenerate audit-as-crates-io --fetch` asks"
    session.host.remark(
      TerminalText.neutralised(
        "note: whether crates.io has \(ShortList.text(names)) too is not known, and they count as "
          + "your own\(hint)"))
  }
}

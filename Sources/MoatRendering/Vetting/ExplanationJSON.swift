package import MoatVetting

/// Why versions pass, edge by edge, as JSON of Moat's own, version 1.
package struct ExplanationJSON: Sendable {
  private let explanations: [AuditExplanation]
  private let entries: VetEntries
  private let crev: CrevJSON?

  /// - Parameter crev: what reviews say of the versions; nil where none were looked for.
  package init(_ explanations: [AuditExplanation], entries: VetEntries, crev: CrevJSON? = nil) {
    self.explanations = explanations
    self.entries = entries
    self.crev = crev
  }

  /// `{"format":"moat-vet-explanation","version":1,"explanations":[…],"crev":{…}}`.
  package func text() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-vet-explanation")
      writer.member("version", 1)
      writer.array("explanations") { writer in
        for explanation in explanations { writer.object { write(explanation, to: &$0) } }
      }
      writer.key("crev")
      guard let crev else {
        writer.value(nil as String?)
        return
      }
      writer.object { crev.write(to: &$0) }
    }
    return writer.text + "\n"
  }

  private func write(_ explanation: AuditExplanation, to writer: inout JSONWriter) {
    writer.member("name", explanation.crate)
    writer.member("version", explanation.version.description)
    writer.member("criterion", explanation.criterion)
    switch explanation.outcome {
    case .vetted(let path):
      writer.member("isVetted", true)
      writer.array("path") { writer in
        for step in path.steps { writer.object { write(step, explanation.crate, to: &$0) } }
      }
    case .missing(let failure):
      writer.member("isVetted", false)
      writer.member(
        "vettedVersions", failure.reachableFromRoot.compactMap { $0?.description })
      writer.member(
        "leadingVersions",
        failure.reachableFromTarget.compactMap { $0 }.filter { $0 != explanation.version }
          .map(\.description))
    }
  }

  private func write(_ step: AuditPath.Step, _ crate: String, to writer: inout JSONWriter) {
    writer.member("from", step.from?.description)
    writer.member("to", step.to.description)
    let facts = facts(of: step.origin, crate)
    writer.member("kind", facts.kind)
    writer.member("import", facts.importName)
    writer.member("who", facts.who)
    writer.member("publisher", facts.publisher)
    writer.member("isInStore", !step.isFresh && facts.kind != "crev-review")
  }

  private struct Facts {
    let kind: String
    var importName: String?
    var who: [String] = []
    var publisher: String?
  }

  private func facts(of origin: EdgeOrigin, _ crate: String) -> Facts {
    switch origin {
    case .ownAudit, .importedAudit:
      let reference = entries.reference(origin, crate: crate)
      return Facts(
        kind: "audit", importName: reference?.importName,
        who: reference.flatMap(entries.audit)?.who ?? [])
    case .wildcard(_, _, let row):
      let reference = entries.reference(origin, crate: crate)
      return Facts(
        kind: "wildcard-audit", importName: reference?.importName,
        who: reference.flatMap(entries.wildcard)?.who ?? [], publisher: publisher(row, crate))
    case .trusted(_, let row):
      return Facts(kind: "trusted-publisher", publisher: publisher(row, crate))
    case .exemption: return Facts(kind: "exemption")
    case .unpublished: return Facts(kind: "unpublished")
    case .review(let index):
      let reviews = entries.reviews[crate] ?? []
      return Facts(
        kind: "crev-review",
        who: reviews.indices.contains(index) ? reviews[index].reviewers : [])
    case .newExemption: return Facts(kind: "new-exemption")
    }
  }

  private func publisher(_ row: Int, _ crate: String) -> String? {
    let rows = entries.publishers[crate] ?? []
    guard rows.indices.contains(row) else { return nil }
    return rows[row].source.identifier(login: rows[row].userLogin)
  }
}

import MoatModel
import MoatRendering
import MoatVetting

/// What a store that passes could do without, and what ends soon.
struct VetReminders {
  let lines: [String]

  init(_ session: VetSession) {
    var lines: [String] = []
    let store = session.store
    let pruned = StoreUpdate.updated(session.resolver(), mode: .prune).tidied()
    if pruned.configuration.exemptions != store.tidied().configuration.exemptions {
      lines.append("some exemptions are not needed any more; `cargo moat vet prune` removes them")
    } else if pruned.imports != store.tidied().imports {
      lines.append("some imports are not needed any more; `cargo moat vet prune` removes them")
    } else if pruned.audits.audits != store.tidied().audits.audits {
      lines.append("some audits of commits are not needed any more; `cargo moat vet prune`")
    }
    let published = (session.live?.unpublished ?? [:]).filter { _, rows in
      rows.contains { !$0.isFresh && !$0.stillUnpublished }
    }
    if !published.isEmpty {
      let names = ShortList.text(published.keys.sorted())
      lines.append(
        "\(names) has been published since; `cargo moat vet regenerate unpublished` takes it into "
          + "account")
    }
    lines += Self.endings(session)
    self.lines = lines.map(TerminalText.neutralised)
  }

  private static func endings(_ session: VetSession) -> [String] {
    let renewal = WildcardRenewal.expiring(
      in: session.store, on: session.today,
      publishers: session.live?.publishers ?? [:],
      includesInactive: false)
    var lines: [String] = []
    for (isExpired, words) in [(true, "have ended"), (false, "end within six weeks")] {
      let crates = renewal.crates(expired: isExpired)
      guard !crates.isEmpty else { continue }
      lines.append(
        "wildcard audits of \(ShortList.text(crates)) \(words); "
          + "`cargo moat vet renew --expiring`, or `renew = false` beside them")
    }
    return lines
  }
}

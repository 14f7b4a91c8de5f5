import MoatRendering
import MoatVetting

/// What an update did to a store, in a few lines.
struct VetStoreDifference {
  let text: String

  private static let shownLimit = 20

  init(from old: VetStore, to new: VetStore) {
    var lines: [String] = []
    func add(_ title: String, _ names: [String]) {
      guard !names.isEmpty else { return }
      let shown = Wording.listed(names, limit: Self.shownLimit)
      lines.append("\(title) (\(names.count)): \(shown)")
    }
    func only<Entry: Equatable>(
      _ one: [String: [Entry]], _ other: [String: [Entry]], _ words: (Entry) -> String
    ) -> [String] {
      one.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.flatMap { crate in
        (one[crate] ?? []).filter { !(other[crate] ?? []).contains($0) }
          .map { "\(crate) \(words($0))" }
      }
    }
    let before = old.configuration.exemptions
    let after = new.configuration.exemptions
    func words(_ exemption: Exemption) -> String {
      "\(exemption.version) (\(exemption.criteria.joined(separator: ", ")))"
    }
    add("exempted, nobody has read them", only(after, before, words))
    add("not exempt any more", only(before, after, words))
    add(
      "audits dropped", only(old.audits.audits, new.audits.audits) { Self.words($0.kind) })
    for name in Set(old.imports.audits.keys).union(new.imports.audits.keys).sorted() {
      let (one, two) = (old.imports.audits[name], new.imports.audits[name])
      let taken = only(two?.audits ?? [:], one?.audits ?? [:]) { Self.words($0.kind) }
      let dropped = only(one?.audits ?? [:], two?.audits ?? [:]) { Self.words($0.kind) }
      add("imported from \(name)", taken)
      add("not imported from \(name) any more", dropped)
    }
    text = lines.map { TerminalText.neutralised($0) + "\n" }.joined()
  }

  private static func words(_ kind: AuditKind) -> String {
    switch kind {
    case .full(let version): "\(version)"
    case .delta(let from, let to): "\(from) -> \(to)"
    case .violation(let requirement): "violation \(requirement)"
    }
  }
}

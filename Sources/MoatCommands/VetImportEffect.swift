import MoatModel
import MoatRendering
import MoatVetting

/// What a store that is about to be written does to the verdict.
struct VetImportEffect {
  /// How many packages are named.
  private static let nameLimit = 8

  private let vetted: [String]
  private let unvetted: [String]
  private let exemptions: Int

  init(of updated: VetStore, _ session: VetSession) {
    // The verdict of the files alone, before and after: as a check without a network gives it.
    func failing(_ store: VetStore) -> Set<String> {
      let report = VetResolver(
        store: store, live: nil, graph: session.graph, criteria: session.criteria
      ).resolve()
      return Set(
        report.standings.indices.compactMap { place in
          switch report.standings[place] {
          case .missing, .contradicted:
            "\(session.graph.packages[place].name) "
              + session.graph.packages[place].version.description
          case .firstParty, .leftOut, .fully, .partially, .exempted: nil
          }
        })
    }
    let before = failing(session.store)
    let after = failing(updated)
    vetted = before.subtracting(after).sorted()
    unvetted = after.subtracting(before).sorted()
    func count(_ store: VetStore) -> Int {
      store.configuration.exemptions.values.reduce(0) { $0 + $1.count }
    }
    exemptions = count(session.store) - count(updated)
  }

  /// Empty where nothing changes.
  var text: String {
    var text = ""
    if !vetted.isEmpty { text += "vetted with it: \(names(vetted))\n" }
    if !unvetted.isEmpty { text += "no longer vetted with it: \(names(unvetted))\n" }
    if exemptions > 0 {
      text += "\(Wording.counted(exemptions, "exemption")) not needed with it\n"
    }
    return text
  }

  private func names(_ all: [String]) -> String {
    Wording.listed(all.map { TerminalText.neutralised($0) }, limit: Self.nameLimit)
  }
}

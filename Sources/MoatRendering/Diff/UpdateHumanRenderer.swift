import MoatDiff
package import MoatInspection
import MoatModel

/// An update of a whole lockfile for people: every crate in a line with what is to be looked at, then
/// the diff of each.
package struct UpdateHumanRenderer: Sendable {
  private let view: DiffView
  private let style: Style

  package init(_ view: DiffView, _ style: Style) {
    self.view = view
    self.style = style
  }

  package func render(_ updates: [CrateUpdate]) -> String {
    guard !updates.isEmpty else { return "both lockfiles lock the same packages\n" }
    let ordered = UpdateWording.ordered(updates)
    var text = style.bold(UpdateWording.summary(updates)) + "\n\n"
    let names = ordered.map { TerminalText.neutralised(UpdateWording.title($0)) }
    let column = min(48, names.map { TerminalText.width($0) }.max() ?? 0)
    for (update, name) in zip(ordered, names) {
      let gap = String(repeating: " ", count: max(0, column - TerminalText.width(name)))
      text += "  \(mark(update)) \(name)\(gap)  \(UpdateWording.remark(update))\n"
    }
    for update in ordered {
      guard case .known(let diff)? = update.diff else { continue }
      text += "\n" + DiffHumanRenderer(view, style).render(diff)
    }
    return text
  }

  private func mark(_ update: CrateUpdate) -> String {
    switch UpdateWording.weight(update) {
    case .alert?: style.red("!")
    case .notice?: style.yellow("*")
    case .detail?: "-"
    case nil: " "
    }
  }
}

/// What all forms of an update share.
enum UpdateWording {
  static func weight(_ update: CrateUpdate) -> ChangeNote.Weight? {
    if update.remark != nil { return .alert }
    switch update.diff {
    case .known(let diff)?: return diff.weight
    case .unavailable?: return .alert
    case nil: return nil
    }
  }

  /// What weighs most first, then by name.
  static func ordered(_ updates: [CrateUpdate]) -> [CrateUpdate] {
    func rank(_ update: CrateUpdate) -> Int { weight(update)?.rawValue ?? .max }
    return updates.sorted { one, two in
      if rank(one) != rank(two) { return rank(one) < rank(two) }
      return UpdateWording.title(one).utf8.lexicographicallyPrecedes(UpdateWording.title(two).utf8)
    }
  }

  static func title(_ update: CrateUpdate) -> String {
    switch (update.old?.version, update.new?.version) {
    case (let old?, let new?) where old == new: "\(update.name) \(new)"
    case (let old?, let new?): "\(update.name) \(old) → \(new)"
    case (nil, let new?): "\(update.name) \(new) (new)"
    case (let old?, nil): "\(update.name) \(old) (gone)"
    case (nil, nil): update.name
    }
  }

  /// What is to be looked at, and how much there is to read.
  static func remark(_ update: CrateUpdate) -> String {
    var parts: [String] = []
    if let remark = update.remark { parts.append(TerminalText.neutralised(remark)) }
    switch update.diff {
    case .unavailable(let why)?:
      parts.append("not compared: \(TerminalText.neutralised(why))")
    case .known(let diff)?:
      parts += topics(diff)
      let lines = "+\(Wording.thousands(diff.addedLines)) −\(Wording.thousands(diff.removedLines))"
      parts.append("\(lines) in \(Wording.counted(diff.files.count, "file"))")
    case nil: break
    }
    return parts.joined(separator: "; ")
  }

  /// The topics of the alerts and notices, each once, alerts first.
  private static func topics(_ diff: PackageDiff) -> [String] {
    var seen = Set<ChangeNote.Topic>()
    let topics = diff.notes.filter { $0.weight != .detail && seen.insert($0.topic).inserted }
    return topics.isEmpty ? [] : [topics.map(\.topic.rawValue).joined(separator: ", ")]
  }

  /// `4 crates change: 2 updated, 1 new, 1 gone`.
  static func summary(_ updates: [CrateUpdate]) -> String {
    let new = updates.count { $0.old == nil }
    let gone = updates.count { $0.new == nil }
    let unread = updates.count {
      if case .unavailable? = $0.diff { true } else { false }
    }
    let parts = [
      (updates.count - new - gone, "updated"), (new, "new"), (gone, "gone"),
      (unread, "not compared"),
    ].filter { $0.0 > 0 }.map { "\(Wording.thousands($0.0)) \($0.1)" }
    let verb = updates.count == 1 ? "changes" : "change"
    return "\(Wording.counted(updates.count, "crate")) \(verb): \(parts.joined(separator: ", "))"
  }
}

import MoatInspection
import MoatRendering

/// The queue as the page gets it.
enum SessionJSON {
  static func write(
    _ session: ReviewSession, _ states: [CrateState], to writer: inout JSONWriter
  ) {
    writer.member("title", session.title)
    writer.member("remarks", session.remarks)
    writer.object("capabilities") { writer in
      for capability in Capability.allCases {
        writer.member(capability.rawValue, capability.explanation)
      }
    }
    writer.array("items") { writer in
      for (id, item) in session.items.enumerated() {
        writer.object { write(item, id: id, state: states[id], to: &$0) }
      }
    }
  }

  static func write(
    _ item: ReviewItem, id: Int, state: CrateState, to writer: inout JSONWriter
  ) {
    writer.member("id", id)
    writer.member("name", VisibleText.text(item.name))
    writer.member("old", item.old.map { VisibleText.text($0) })
    writer.member("new", item.new.map { VisibleText.text($0) })
    writer.member("context", item.context)
    switch state {
    case .waiting: writer.member("state", "waiting")
    case .unavailable(let reason):
      writer.member("state", "unavailable")
      writer.member("problem", VisibleText.text(reason))
    case .ready(let summary):
      writer.member("state", "ready")
      writer.member("done", summary.isDone)
      writer.member("notes", summary.notes)
      writer.object("risk") { writer in
        writer.member("level", summary.risk.level.rawValue)
        writer.member("reasons", summary.risk.reasons)
      }
      writer.object("size") { writer in
        writer.member("files", summary.size.files)
        writer.member("added", summary.size.added)
        writer.member("removed", summary.size.removed)
        writer.member("lines", summary.size.lines)
      }
    }
  }
}

import MoatCargo
import MoatDiff
package import MoatInspection
import MoatModel

/// Diffs as JSON: one object with a list of updates, whose format has a version.
package struct DiffJSONRenderer: Sendable {
  private let view: DiffView

  package init(_ view: DiffView) { self.view = view }

  /// Version 1: `{"format":"moat-diff","version":1,"updates":[…]}`.
  package func render(_ updates: [CrateUpdate]) -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-diff")
      writer.member("version", 1)
      writer.array("updates") { writer in
        for update in UpdateWording.ordered(updates) { write(update, &writer) }
      }
    }
    return writer.text
  }

  private func write(_ update: CrateUpdate, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", update.name)
      writer.member("oldVersion", update.old?.version)
      writer.member("newVersion", update.new?.version)
      writer.member("weight", UpdateWording.weight(update)?.word)
      writer.member("remark", update.remark)
      switch update.diff {
      case .known(let diff)?:
        writer.member("unavailable", nil as String?)
        write(diff, &writer)
      case .unavailable(let why)?: writer.member("unavailable", why)
      case nil: writer.member("unavailable", nil as String?)
      }
    }
  }

  private func write(_ diff: PackageDiff, _ writer: inout JSONWriter) {
    for (key, side) in [("old", diff.old), ("new", diff.new)] {
      guard let side else {
        writer.member(key, nil as String?)
        continue
      }
      writer.object(key) { writer in Self.write(side, &writer) }
    }
    writer.array("notes") { writer in
      for note in diff.notes { Self.write(note, &writer) }
    }
    writer.array("dependencies") { writer in
      for change in diff.dependencies {
        writer.object { writer in
          writer.member("change", change.kind.rawValue)
          writer.member("name", change.name)
          writer.member("kind", change.dependencyKind.rawValue)
          writer.member("target", (change.new ?? change.old)?.target)
          writer.member("optional", (change.new ?? change.old)?.isOptional ?? false)
          writer.member("oldRequirement", change.old?.requirement?.description)
          writer.member("newRequirement", change.new?.requirement?.description)
          writer.member("differences", change.differences)
        }
      }
    }
    writer.object("capabilities") { writer in
      for (key, marks) in [("gained", diff.capabilities.gained), ("lost", diff.capabilities.lost)] {
        writer.array(key) { writer in
          for mark in marks { Self.write(mark, &writer) }
        }
      }
    }
    writer.array("files") { writer in
      for number in view.files(of: diff) { write(number, diff, &writer) }
    }
  }

  private static func write(_ side: PackageDiff.Side, _ writer: inout JSONWriter) {
    writer.member("name", side.identity.name)
    writer.member("version", side.identity.version)
    switch side.origin {
    case .archive(let digest):
      writer.member("origin", "archive")
      writer.member("sha256", digest.hex)
    case .unverifiedArchive(let path, let digest):
      writer.member("origin", "unverified-archive")
      writer.member("path", path)
      writer.member("sha256", digest.hex)
    case .folder(let path):
      writer.member("origin", "folder")
      writer.member("path", path)
    }
    writer.member("commit", side.commit?.commit)
    writer.member("dirty", side.commit?.isDirty ?? false)
  }

  private static func write(_ note: ChangeNote, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("weight", note.weight.word)
      writer.member("topic", note.topic.rawValue)
      writer.member("text", note.text)
      writer.array("places") { writer in
        for place in note.places {
          writer.object { writer in
            writer.member("path", place.path)
            writer.member("line", place.line)
          }
        }
      }
    }
  }

  private static func write(
    _ found: InspectionDelta.FileMark, _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("capability", found.mark.capability.rawValue)
      writer.member("subject", found.mark.subject)
      writer.member("role", found.role.rawValue)
      writer.member("path", found.path)
      writer.member("line", found.mark.line)
    }
  }

  // MARK: files

  private func write(_ number: Int, _ diff: PackageDiff, _ writer: inout JSONWriter) {
    let file = diff.files[number]
    writer.object { writer in
      writer.member("path", file.path)
      writer.member("oldPath", file.change.kind == .renamed ? file.change.old?.path : nil)
      writer.member("change", file.change.kind.rawValue)
      writer.member("role", file.role.word)
      writer.member("similarity", file.change.kind == .renamed ? file.change.similarity : nil)
      writer.member("oldSize", file.change.old?.size)
      writer.member("newSize", file.change.new?.size)
      writer.member("oldExecutable", file.change.old?.isExecutable)
      writer.member("newExecutable", file.change.new?.isExecutable)
      writer.member("added", file.text?.addedLines)
      writer.member("removed", file.text?.removedLines)
      writer.member("folded", file.fold?.phrase)
      writer.member("coarse", file.text?.isCoarse ?? false)
      guard let text = file.text, view.showsText(of: file) else { return }
      writer.array("hunks") { writer in
        for hunk in text.hunks(context: view.context) {
          writer.object { writer in
            writer.member("oldStart", hunk.old.lowerBound + 1)
            writer.member("oldLines", hunk.old.count)
            writer.member("newStart", hunk.new.lowerBound + 1)
            writer.member("newLines", hunk.new.count)
            writer.array("rows") { writer in
              for row in text.rows(of: hunk, moves: diff.moves, text: number) {
                Self.write(row, diff, &writer)
              }
            }
          }
        }
      }
    }
  }

  private static func write(
    _ row: DiffRow, _ diff: PackageDiff, _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("kind", "\(row.kind)")
      writer.member("old", row.oldLine)
      writer.member("new", row.newLine)
      writer.array("text") { writer in
        for segment in row.segments {
          writer.object { writer in
            writer.member("text", String(decoding: segment.bytes, as: UTF8.self))
            writer.member("changed", segment.isChanged)
          }
        }
      }
      if row.isWhitespaceOnly { writer.member("whitespaceOnly", true) }
      if row.lacksLineFeed { writer.member("lacksLineFeed", true) }
      if let moved = row.moved {
        writer.object("moved") { writer in
          writer.member("path", DiffWording.path(of: moved, for: row, in: diff))
          writer.member("line", moved.line)
        }
      }
    }
  }
}

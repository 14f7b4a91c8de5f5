import MoatCargo
import MoatDiff
import MoatInspection
import MoatModel
import MoatRendering

/// A crate as the page gets it: everything but the text of its files.
///
/// Paths are the keys of notes, so they are written as they are; the page shows them as text.
enum PackageJSON {
  static func write(
    _ package: ReviewPackage, item: ReviewItem, id: Int, state: CrateState,
    to writer: inout JSONWriter
  ) {
    writer.object("item") { SessionJSON.write(item, id: id, state: state, to: &$0) }
    writer.member("origin", origin(package))
    writer.member("remarks", remarks(package))
    writer.array("files") { writer in
      let marks = Dictionary(grouping: package.marks, by: \.file)
      for (id, file) in package.files.enumerated() {
        writer.object { write(file, id: id, marks: marks[id] ?? [], to: &$0) }
      }
    }
    writer.array("marks") { writer in
      for mark in package.marks { writer.object { write(mark, to: &$0) } }
    }
    writer.array("facts") { facts(package, to: &$0) }
    writer.array("capabilities") { capabilities(package, to: &$0) }
    writer.array("opinions") { writer in
      for opinion in package.opinions {
        writer.object { writer in
          writer.member("weight", opinion.weight.rawValue)
          writer.member("title", VisibleText.text(opinion.title))
          writer.member("text", VisibleText.text(opinion.text))
        }
      }
    }
  }

  /// What the update changes, in words.
  private static func facts(_ package: ReviewPackage, to writer: inout JSONWriter) {
    guard let diff = package.diff else { return }
    for note in diff.notes {
      let place = note.places.lazy.compactMap { place in
        package.files.firstIndex { $0.path == place.path }.map { ($0, place.line) }
      }.first
      writer.object { writer in
        writer.member("weight", note.weight.word)
        writer.member("title", note.topic.rawValue)
        writer.member("text", VisibleText.text(note.text))
        writer.member("file", place?.0)
        writer.member("line", place?.1)
      }
    }
  }

  private static func write(
    _ file: ReviewFile, id: Int, marks: [ReviewMark], to writer: inout JSONWriter
  ) {
    writer.member("id", id)
    writer.member("path", file.path)
    writer.member("shown", VisibleText.text(file.path))
    writer.member("oldPath", file.oldPath.map { VisibleText.text($0) })
    writer.member("change", file.change.kind.rawValue)
    writer.member("role", file.role.rawValue)
    writer.member("group", file.group.rawValue)
    writer.member("added", file.added)
    writer.member("removed", file.removed)
    writer.member("marks", marks.count)
    writer.member("gained", marks.count { $0.isGained })
  }

  private static func write(_ mark: ReviewMark, to writer: inout JSONWriter) {
    writer.member("file", mark.file)
    writer.member("side", mark.isOld ? "old" : "new")
    writer.member("line", mark.mark.line)
    writer.member("capability", mark.mark.capability.rawValue)
    writer.member("subject", VisibleText.text(mark.mark.subject))
    writer.member("via", mark.mark.via.map { VisibleText.text($0) })
    writer.member("gates", mark.mark.gates.map { VisibleText.text($0) })
    writer.member("test", mark.mark.isTest)
    writer.member("gained", mark.isGained)
  }

  /// What was gained first, then in the order of the list of capabilities.
  private static func capabilities(_ package: ReviewPackage, to writer: inout JSONWriter) {
    let groups = Dictionary(grouping: package.marks, by: \.mark.capability)
    let sorted = groups.sorted { one, two in
      let (first, second) = (
        one.value.contains(where: \.isGained), two.value.contains(where: \.isGained)
      )
      return first == second ? one.key < two.key : first
    }
    for (capability, marks) in sorted {
      writer.object { writer in
        writer.member("id", capability.rawValue)
        writer.member("count", marks.count)
        writer.member("gained", marks.count { $0.isGained })
      }
    }
  }

  private static func origin(_ package: ReviewPackage) -> String {
    [("", package.old), ("", package.new)].compactMap { _, side in
      side.map { "\($0.contents.identity.version): \(describe($0.contents.origin))" }
    }.joined(separator: "; ")
  }

  private static func describe(_ origin: PackageContents.Origin) -> String {
    switch origin {
    case .archive(let digest): "the archive with the recorded digest \(digest.hex.prefix(12))…"
    case .folder(let path): "the folder \(VisibleText.text(path))"
    case .unverifiedArchive(let path, let digest):
      "\(VisibleText.text(path)), whose digest \(digest.hex.prefix(12))… was compared with nothing"
    }
  }

  private static func remarks(_ package: ReviewPackage) -> [String] {
    [package.old, package.new].compactMap(\.self).flatMap { side in
      side.contents.remarks.map { "\($0.path) \($0.reason)" }
        + side.inspection.gaps.map { "\($0.path) \($0.reason)" }
        + side.contents.files.filter { !$0.isWhole }.map {
          "\($0.path) has \(Wording.thousands($0.size)) bytes, of which only the first are here"
        }
    }.map { VisibleText.text($0) }
  }
}

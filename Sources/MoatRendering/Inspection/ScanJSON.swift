package import MoatInspection
import MoatModel

/// Scans as JSON, version 1; `docs/scanning.md` describes it.
package struct ScanJSON: Sendable {
  private let showsMarks: Bool
  private let only: Set<Capability>?

  /// - Parameter showsMarks: every place, and not only how many there are.
  package init(showsMarks: Bool, only: Set<Capability>?) {
    self.showsMarks = showsMarks
    self.only = only
  }

  /// A whole lockfile.
  package func text(_ report: ScanReport, lockfile: String) -> String {
    document("scan") { writer in
      writer.member("lockfile", lockfile)
      writer.object("scope") {
        $0.member("packages", report.packages.count)
        $0.member("inspected", report.inspected)
      }
      switch report.delta {
      case nil: writer.member("since", String?.none)
      case .unavailable(let why): writer.object("since") { $0.member("unavailable", why) }
      case .known(let delta): writer.object("since") { self.delta(delta, &$0) }
      }
      writer.array("packages") { writer in
        for package in report.packages {
          writer.object {
            self.package(package.identity, package.context, package.inspection, &$0)
          }
        }
      }
    }
  }

  /// One package.
  package func text(
    _ inspection: PackageInspection, context: PackageContext?, origin: String
  ) -> String {
    document("package") { writer in
      writer.member("origin", origin)
      writer.array("packages") { writer in
        writer.object {
          self.package(inspection.identity, context, .known(inspection), &$0)
        }
      }
    }
  }

  private func document(_ kind: String, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object {
      $0.member("version", 1)
      $0.member("kind", kind)
      body(&$0)
    }
    return writer.text + "\n"
  }

  private func delta(_ delta: ScanReport.Delta, _ writer: inout JSONWriter) {
    writer.member("revision", delta.revision)
    writer.array("changes") { writer in
      for change in delta.changes {
        writer.object { writer in
          writer.member("name", change.new.name)
          writer.member("old", change.old?.version)
          writer.member("new", change.new.version)
          writer.member("contexts", change.context.names)
          switch change.notes {
          case .unavailable(let why): writer.member("unavailable", why)
          case .known(let notes):
            writer.array("notes") { writer in
              for note in notes {
                writer.object { writer in
                  writer.member("weight", note.weight.word)
                  writer.member("topic", note.topic.rawValue)
                  writer.member("text", note.text)
                  writer.member("places", note.places.map(\.description))
                }
              }
            }
          }
        }
      }
    }
    writer.member("removed", delta.removed.map(\.description))
  }

  private func package(
    _ identity: PackageIdentity, _ context: PackageContext?,
    _ evidence: Evidence<PackageInspection>, _ writer: inout JSONWriter
  ) {
    writer.member("name", identity.name)
    writer.member("version", identity.version)
    if let context { writer.member("contexts", context.names) }
    switch evidence {
    case .unavailable(let why): writer.member("unavailable", why)
    case .known(let inspection):
      writer.member("build-script", inspection.hasBuildScript)
      writer.member("proc-macro", inspection.isProcMacro)
      writer.array("capabilities") { writer in
        for entry in PackageInventory(inspection, only: only).entries {
          writer.object { self.entry(entry, &$0) }
        }
      }
      writer.array("gaps") { writer in
        for gap in inspection.gaps {
          writer.object {
            $0.member("path", gap.path)
            $0.member("reason", gap.reason)
          }
        }
      }
    }
  }

  private func entry(_ entry: PackageInventory.Entry, _ writer: inout JSONWriter) {
    writer.member("capability", entry.capability.rawValue)
    writer.member("part", entry.section.rawValue)
    writer.member("count", entry.marks.count)
    guard showsMarks else { return }
    writer.array("marks") { writer in
      for found in entry.marks {
        writer.object { writer in
          writer.member("path", found.path)
          writer.member("line", found.mark.line)
          writer.member("column", found.mark.column)
          writer.member("subject", found.mark.subject)
          writer.member("argument", found.mark.argument)
          writer.member("via", found.mark.via)
          writer.member("gates", found.mark.gates)
        }
      }
    }
  }
}

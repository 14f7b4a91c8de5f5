package import MoatModel
package import MoatVetting

/// Publishers as JSON, version 1; `docs/publishers.md` describes it.
package struct PublisherJSON: Sendable {
  package init() {}

  /// - Parameters:
  ///   - shown: the crates that are described one by one.
  ///   - changes: since the baseline; nil where they were not asked for.
  package func text(
    _ report: PublisherReport, crates shown: [LockedCratePublishing],
    changes: (changes: PublisherChanges, accepted: Timestamp)? = nil
  ) -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-publishers")
      writer.member("version", 1)
      writer.object("scope") { writer in
        writer.member("crates", report.crates.count)
        writer.member("versions", report.lockedCount)
        writer.member("oldest", report.oldest?.description)
      }
      writer.array("publishers") { writer in
        for entry in report.entries { writer.object { self.entry(entry, &$0) } }
      }
      writer.array("crates") { writer in
        for crate in shown { writer.object { self.crate(crate, &$0) } }
      }
      writer.object("unknown") { writer in
        writer.array("versions") { writer in
          for (identity, why) in report.unknown {
            writer.object { writer in
              writer.member("name", identity.name)
              writer.member("version", identity.version)
              writer.member("because", why)
            }
          }
        }
        writer.member("owners", report.ownersUnknown)
        writer.member("unrecorded", report.unrecorded.map(\.description))
      }
      if let changes {
        writer.object("since") { writer in
          writer.member("accepted", changes.accepted.description)
          self.changes(changes.changes, &writer)
        }
      }
    }
    return writer.text + "\n"
  }

  private func entry(_ entry: PublisherReport.Entry, _ writer: inout JSONWriter) {
    party(entry.party, &writer)
    writer.member("reach", entry.reach)
    writer.member("owns", entry.owned)
    writer.member("published", entry.published.map(\.description))
    writer.member("ownsNoLonger", entry.formerly)
  }

  private func party(_ party: Party, _ writer: inout JSONWriter) {
    writer.member("kind", party.kind.rawValue)
    switch party.key {
    case .user(let id), .team(let id): writer.member("id", Int(clamping: id))
    case .workflow: writer.member("id", Int?.none)
    }
    writer.member("login", party.login)
    writer.member("name", party.name)
  }

  private func crate(_ crate: LockedCratePublishing, _ writer: inout JSONWriter) {
    writer.member("name", crate.name)
    switch crate.publishing {
    case .unavailable(let why):
      writer.member("unavailable", why)
      writer.member("locked", crate.versions.map(\.description))
    case .known(let publishing):
      writer.member("asked", publishing.asked?.description)
      writer.array("locked") { writer in
        for version in crate.versions {
          writer.object { self.locked(version, publishing, &$0) }
        }
      }
      if let owners = publishing.owners {
        parties("owners", owners, &writer)
      } else {
        writer.member("owners", String?.none)
      }
      parties("workflows", publishing.workflows, &writer)
    }
  }

  private func locked(
    _ version: Version, _ publishing: CratePublishing, _ writer: inout JSONWriter
  ) {
    writer.member("version", version.description)
    guard let publication = publishing.publication(of: version) else {
      writer.member("by", "unknown")
      return
    }
    writer.member("published", publication.published.description)
    switch publication.means {
    case .person(let party):
      writer.member("by", "person")
      writer.object("person") { self.party(party, &$0) }
    case .workflow(let run):
      writer.member("by", "workflow")
      writer.object("workflow") { writer in
        writer.member("provider", run.provider)
        writer.member("repository", run.repository)
        writer.member("run", run.run)
        writer.member("commit", run.commit)
      }
    case .otherProvider(let name):
      writer.member("by", "workflow")
      writer.object("workflow") { $0.member("provider", name) }
    case .unrecorded: writer.member("by", "unrecorded")
    }
  }

  private func parties(_ name: String, _ parties: [Party], _ writer: inout JSONWriter) {
    writer.array(name) { writer in
      for party in parties { writer.object { self.party(party, &$0) } }
    }
  }

  private func changes(_ changes: PublisherChanges, _ writer: inout JSONWriter) {
    writer.array("crates") { writer in
      for crate in changes.crates {
        writer.object { writer in
          writer.member("name", crate.name)
          writer.member("isNew", crate.isNew)
          parties("newOwners", crate.newOwners, &writer)
          parties("goneOwners", crate.goneOwners, &writer)
          parties("newPublishers", crate.newPublishers, &writer)
          parties("gonePublishers", crate.gonePublishers, &writer)
        }
      }
    }
    writer.member("noLongerLocked", changes.gone)
    writer.member("notCompared", changes.notCompared)
  }
}

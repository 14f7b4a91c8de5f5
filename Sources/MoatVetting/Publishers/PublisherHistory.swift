package import MoatModel

/// How the way a crate is published changed with one of its versions.
package struct PublisherChange: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A person published it who had published none before.
    case otherPerson
    /// The version before came from a workflow, and this one from somebody's token.
    case workflowToPerson
    /// Versions before came from a workflow of another repository.
    case otherWorkflow
    /// No version before came from a workflow.
    case firstWorkflow
  }

  package let kind: Kind
  package let publication: Publication
  /// The version published last before it.
  package let previous: Publication
  /// How many earlier versions are recorded with their publishers.
  package let earlierCount: Int
}

extension CratePublishing {
  /// What changed with a version, seen from those published before it; nil where nothing did, or
  /// where it is not recorded who published it or any version before.
  ///
  /// Two people who take turns are no change after the first turn of each. Only what is recorded is
  /// seen: where ``isComplete`` is false somebody may have published before.
  package func change(with version: Version) -> PublisherChange? {
    guard let publication = publication(of: version), let party = publication.party else {
      return nil
    }
    let earlier = publications.filter {
      $0.party != nil && $0.version != version
        && ($0.published, $0.version) < (publication.published, version)
    }.sorted { ($0.published, $0.version) < ($1.published, $1.version) }
    guard let previous = earlier.last else { return nil }
    guard let kind = kind(of: party, after: earlier, previous) else { return nil }
    return PublisherChange(
      kind: kind, publication: publication, previous: previous, earlierCount: earlier.count)
  }

  private func kind(
    of party: Party, after earlier: [Publication], _ previous: Publication
  ) -> PublisherChange.Kind? {
    let firstWorkflow = earlier.firstIndex { $0.party?.kind == .workflow }
    if party.kind == .workflow {
      if earlier.contains(where: { $0.party?.key == party.key }) { return nil }
      return firstWorkflow == nil ? .firstWorkflow : .otherWorkflow
    }
    if let firstWorkflow, previous.party?.kind == .workflow {
      // Somebody who has published by hand since the workflow began does both.
      let since = earlier[firstWorkflow...]
      return since.contains { $0.party?.key == party.key } ? nil : .workflowToPerson
    }
    return earlier.contains { $0.party?.key == party.key } ? nil : .otherPerson
  }
}

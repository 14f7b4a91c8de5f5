package import MoatModel
import MoatSyntax

/// One place that names a container image.
package struct NamedImage: Sendable {
  /// `name:tag@digest`, without `docker://`.
  package let image: String
  package let span: SourceSpan
  /// nil in an action.
  package let owner: (workflow: Workflow, job: Job)?
  /// Whether it runs beside the steps and gets only what its own `env` gives it.
  package let isService: Bool
}

extension WorkflowFile {
  /// Every image that jobs, services, steps and actions name, each value of a matrix by itself. An
  /// image that only a run decides is not there.
  package var namedImages: [NamedImage] {
    if case .docker(let image?, _)? = action?.runs, let name = Self.image(image.text) {
      return [NamedImage(image: name, span: image.span, owner: nil, isService: false)]
    }
    let steps = usedActions.compactMap { use -> NamedImage? in
      guard case .docker = use.reference.target, let text = use.reference.text.literal,
        let name = Self.image(text)
      else { return nil }
      return NamedImage(
        image: name, span: use.reference.span, owner: use.owner, isService: false)
    }
    return stepLists.flatMap { list -> [NamedImage] in
      guard let owner = list.owner else { return [] }
      let scope = JobScope(list)
      let containers =
        [owner.job.container].compactMap { $0 }.map { ($0, false) }
        + owner.job.services.map { ($0, true) }
      return containers.flatMap { container, isService -> [NamedImage] in
        guard let image = container.image else { return [] }
        return scope.values(of: image).known.filter { !$0.isEmpty }.map {
          NamedImage(
            image: Self.image($0) ?? $0, span: image.span, owner: owner, isService: isService)
        }
      }
    } + steps
  }

  /// What stands behind `docker://`; nil for a file of the action.
  private static func image(_ text: String) -> String? {
    let scheme = "docker://"
    guard text.lowercased().hasPrefix(scheme) else { return nil }
    return String(text.dropFirst(scheme.count))
  }
}

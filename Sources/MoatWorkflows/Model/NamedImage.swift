package import MoatModel
import MoatSyntax

/// One place that names a container image.
package struct NamedImage: Sendable {
  /// `name:tag@digest`, without `docker://`.
  package let image: String
  package let span: SourceSpan
  /// The steps of the job, or of the action, that it belongs to; nil for an action that is an image.
  package let list: StepList?
  /// Whether it runs beside the steps and gets only what its own `env` gives it.
  package let isService: Bool
}

extension WorkflowFile {
  /// Every image that jobs, services, steps and actions name, each value of a matrix by itself. An
  /// image that only a run decides is not there.
  package var namedImages: [NamedImage] {
    if case .docker(let image?, _)? = action?.runs, let name = Self.image(image.text) {
      return [NamedImage(image: name, span: image.span, list: nil, isService: false)]
    }
    let steps = usedActions.compactMap { use -> NamedImage? in
      guard case .docker = use.reference.target, let text = use.reference.text.literal,
        let name = Self.image(text)
      else { return nil }
      return NamedImage(
        image: name, span: use.reference.span, list: use.list, isService: false)
    }
    return stepLists.flatMap { list -> [NamedImage] in
      guard let job = list.job else { return [] }
      let containers =
        [job.container].compactMap { $0 }.map { ($0, false) }
        + job.services.map { ($0, true) }
      return containers.flatMap { container, isService -> [NamedImage] in
        guard let image = container.image else { return [] }
        return list.scope.values(of: image).known.filter { !$0.isEmpty }.map {
          NamedImage(
            image: Self.image($0) ?? $0, span: image.span, list: list, isService: isService)
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

package import MoatSyntax

/// An action's metadata, `action.yml`.
package struct ActionFile: Sendable {
  package enum Runs: Sendable {
    case composite([Step])
    /// JavaScript; the files are paths in the action's folder.
    case node(using: WorkflowText, main: WorkflowText?, pre: WorkflowText?, post: WorkflowText?)
    /// The image is `Dockerfile` or a path, or `docker://…`.
    case docker(image: WorkflowText?, env: NamedTexts?)
    case unknown
  }

  package let mapping: YAMLMapping
  package let name: WorkflowText?
  package let inputs: [WorkflowInput]
  package let runs: Runs

  package var steps: [Step] {
    if case .composite(let steps) = runs { steps } else { [] }
  }
}

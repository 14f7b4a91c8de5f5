import MoatModel

/// What a list of steps has to do with publishing crates on crates.io.
struct CratePublishing: Sendable {
  let list: StepList
  /// The steps that exchange the job's identity for a token.
  let exchanges: [Step]
  let commands: [PublishCommand]
  let tokens: [PublishToken]

  init(_ list: StepList) {
    self.list = list
    exchanges = list.steps.filter(\.exchangesToken)
    commands = list.scope.steps.flatMap { PublishCommand.all(in: $0.step, $0.scope) }
    tokens = PublishToken.all(in: list, commands)
  }

  /// Whether crates are published here, or a token for it is at hand.
  var isPublishing: Bool { !exchanges.isEmpty || !commands.isEmpty || holdsToken }

  /// Whether a token is given to a step here, and not to every job of the workflow.
  private var holdsToken: Bool {
    tokens.contains { token in
      guard token.step == nil else { return true }
      guard let workflow = list.workflow?.env else { return true }
      return !workflow.entries.contains { $0.value.span == token.span }
    }
  }

  /// Where to point at the publishing: what exchanges, publishes or holds the token.
  var place: SourceSpan? {
    exchanges.first?.headSpan ?? commands.first?.span ?? tokens.first?.span
  }

  /// The steps that make it a publishing job.
  var steps: [Step] { exchanges + commands.map(\.step) + tokens.compactMap(\.step) }
}

extension WorkflowFacts {
  /// Every job and composite action that has to do with publishing crates, in order.
  var cratePublishing: [CratePublishing] { files.flatMap(\.cratePublishing) }
}

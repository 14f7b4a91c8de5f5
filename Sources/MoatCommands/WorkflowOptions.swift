internal import ArgumentParser
import MoatHost
import MoatPipeline
import MoatRendering

/// By which rules, pins and policy workflows are judged: what `check` and `fix` take.
struct WorkflowOptions: ParsableArguments {
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Pins") var pins: PinOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  /// - Throws: a usage error for options that name nothing, or a policy that cannot be read.
  func request(for paths: [String], in host: Host) throws -> WorkflowRequest {
    WorkflowRequest(
      paths: paths, selection: try rules.selection(),
      policy: try policy.policy(forFirstOf: paths, flags: try rules.levels(), in: host),
      now: try policy.now(in: host), pins: try pins.evidence(in: host))
  }
}

extension Host {
  /// Names the repositories that GitHub did not tell about.
  func remark(_ failures: [PinFetchFailure]) {
    for failure in failures {
      let what = failure.isKnown ? "what was known stays of" : "nothing is known of"
      remark(
        "warning: \(what) `\(failure.repository)`: \(TerminalText.neutralised(failure.reason))")
    }
  }

  func remarkNoWorkflow() {
    remark("found no workflow and no script")
    remark("hint: run it in a project with a `.github` folder, or name a file")
  }
}

import MoatModel
import MoatShell
import MoatWorkflows
import Testing

@Suite struct `What a step knows` {
  /// The scope of the last step of the last job.
  private func scope(_ text: String) throws -> StepScope {
    let file = try Sample.file(text)
    let list = try #require(file.stepLists.last)
    return try #require(list.scope.steps.last?.scope)
  }

  private func values(_ text: String) throws -> ValueSet {
    let scope = try scope(text)
    return scope.values(of: try #require(scope.step.script).text)
  }

  @Test(
    arguments: [
      ("env: {A: top}", "", "", "${{ env.A }}", ["top"], true),
      ("env: {A: top}", "env: {A: job}", "", "${{ env.a }}", ["job"], true),
      ("env: {A: top}", "env: {A: job}", "env: {A: step}", "${{ env.A }}", ["step"], true),
      ("env: {A: x}", "", "env: {B: '${{ env.A }}y'}", "${{ env.B }}", ["xy"], true),
      ("env: {A: x}", "", "env: {A: '${{ env.A }}y'}", "${{ env.A }}", ["xy"], true),
      ("", "", "", "${{ env.NEVER }}", [], false),
      ("", "env: {A: '${{ vars.X }}'}", "", "${{ env.A }}", [], false),
      ("", "strategy: {matrix: {v: [1, 2]}}", "", "v${{ matrix.v }}", ["v1", "v2"], true),
      (
        "", "strategy: {matrix: {v: [1, 2], exclude: [{v: 2}]}}", "", "${{ matrix.v }}", ["1"], true
      ),
      (
        "", "strategy: {matrix: {v: [1], include: [{v: 3, w: x}]}}", "",
        "${{ matrix.v }}${{ matrix.w }}", ["1", "3x"], true
      ),
      (
        "", "strategy: {matrix: {v: [1, 2], include: [{w: x}]}}", "",
        "${{ matrix.v }}${{ matrix.w }}", ["1x", "2x"], true
      ),
      ("", "strategy: {matrix: {v: '${{ fromJSON(vars.V) }}'}}", "", "${{ matrix.v }}", [], false),
      (
        "", "strategy: {matrix: {v: [1], include: '${{ fromJSON(vars.V) }}'}}", "",
        "${{ matrix.v }}", ["1"], false
      ),
      ("", "strategy: {matrix: {v: [1, 2]}}", "if: matrix.v == 2", "${{ matrix.v }}", ["2"], true),
      ("", "", "", "plain", ["plain"], true),
      ("", "", "", "${{ runner.os }}", ["Linux"], true),
    ] as [(String, String, String, String, [String], Bool)])
  func `folds env and matrix`(
    top: String, job: String, step: String, script: String, known: [String], isComplete: Bool
  ) throws {
    let found = try values(
      """
      on: push
      \(top)
      jobs:
        a:
          runs-on: ubuntu-latest
          \(job)
          steps:
            - run: '\(script)'
              \(step)
      """)
    #expect(found == ValueSet(known, isComplete: isComplete))
  }

  @Test(
    arguments: [
      (#"echo "A=2" >> "$GITHUB_ENV""#, false), (#"echo "B=2" >> $GITHUB_ENV"#, true),
      ("cat x >> $GITHUB_ENV", false), ("printf '%s=%s' A 2 >> $GITHUB_ENV", false),
      ("echo 'a<<EOF' >> $GITHUB_ENV", false), ("echo A=2", true),
      ("echo \"$NAME=2\" >> $GITHUB_ENV", false), ("echo \"B=$A\" >> $GITHUB_ENV", true),
    ])
  func `forgets what an earlier script may have set`(script: String, isKept: Bool) throws {
    let found = try values(
      """
      on: push
      env: {A: 1}
      jobs:
        a:
          steps:
            - run: |
                \(script)
            - run: ${{ env.A }}
      """)
    #expect(found == ValueSet(isKept ? ["1"] : [], isComplete: isKept))
  }

  @Test(
    arguments: [
      ("runs-on: ubuntu-latest", "", [.bash], true),
      ("runs-on: windows-2025", "", [.powershell], true),
      ("runs-on: macos-15", "", [.bash], true),
      ("runs-on: [self-hosted, linux]", "", [.bash], true), ("runs-on: mine", "", [.bash], false),
      ("runs-on: windows-latest", "shell: bash", [.bash], true),
      ("runs-on: windows-latest", "shell: cmd", [.cmd], true),
      ("runs-on: ubuntu-latest", "shell: 'bash -el {0}'", [.bash], true),
      ("runs-on: ubuntu-latest", "shell: '/usr/bin/python3 {0}'", [.other("python3")], true),
      ("{runs-on: ubuntu-latest, container: alpine}", "", [.sh], true),
      ("{runs-on: ubuntu-latest, defaults: {run: {shell: pwsh}}}", "", [.powershell], true),
      (
        "{runs-on: '${{ matrix.os }}', strategy: {matrix: {os: [ubuntu-latest, windows-latest]}}}",
        "", [.bash, .powershell], true
      ),
      (
        "{runs-on: '${{ matrix.os }}', strategy: {matrix: {os: [ubuntu-latest, windows-latest]}}}",
        "if: runner.os == 'Windows'", [.powershell], true
      ),
      ("runs-on: '${{ inputs.os }}'", "", [.bash], false),
    ] as [(String, String, [StepShell], Bool)])
  func `knows its shell`(job: String, step: String, shells: [StepShell], isComplete: Bool) throws {
    let body = job.hasPrefix("{") ? String(job.dropFirst().dropLast()) : job
    let scope = try scope(
      "on: push\njobs: {a: {\(body), steps: [{run: 'echo', \(step)}]}}\n")
    #expect(scope.shells.shells == shells)
    #expect(scope.shells.isComplete == isComplete)
  }

  @Test func `reads its script with what it knows`() throws {
    let scope = try scope(
      """
      on: push
      env: {REV: 0123456}
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - run: |
                cargo install --rev ${{ env.REV }} ${{ inputs.name }} "$REV"
      """)
    let command = try #require(scope.shellScripts.first?.commands.first)
    #expect(
      command.words.map { $0.text.shown } == [
        "cargo", "install", "--rev", "0123456", "…", "0123456",
      ])
  }
}

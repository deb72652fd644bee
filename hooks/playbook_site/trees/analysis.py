"""What can be proved about a tree: one door to its graph, its checks, its figures and its reasons."""

from __future__ import annotations

from playbook_site.trees.checks import problems, thin_outcomes
from playbook_site.trees.figures import Figures, OutcomeFigures, QuestionFigures, figures
from playbook_site.trees.graph import Graph, Walk, walk
from playbook_site.trees.reasons import Flip, Narrowing, Nearest, flips, narrowest, nearest

__all__ = [
    "Figures",
    "Flip",
    "Graph",
    "Narrowing",
    "Nearest",
    "OutcomeFigures",
    "QuestionFigures",
    "Walk",
    "figures",
    "flips",
    "narrowest",
    "nearest",
    "problems",
    "thin_outcomes",
    "walk",
]
